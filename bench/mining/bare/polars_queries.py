"""The two bare queries in polars: python polars_queries.py INPUT OUT. INPUT: events/*.parquet and heads.parquet."""

import sys

import polars as pl

given, out = sys.argv[1:]
events = pl.scan_parquet(f"{given}/events/*.parquet")
heads = pl.scan_parquet(f"{given}/heads.parquet")


def with_heads(rows: pl.LazyFrame) -> pl.LazyFrame:
    sold = (pl.col("sold_from") <= pl.col("time")) & (pl.col("sold_to") > pl.col("time"))
    return rows.join(heads, on=["site", "product"]).filter(sold)


purchases = with_heads(events.filter(pl.col("kind") == "purchase")).with_columns(
    person=pl.coalesce("customer", "session")
)


def search_buy() -> pl.LazyFrame:
    searches = events.filter((pl.col("kind") == "search") & pl.col("queryId").is_not_null()).select(
        "site", "locale", "session", "query", search="queryId", searched="time"
    )
    bought = purchases.select("site", "session", "time", "person", "head", search="queryId")
    named = bought.filter(pl.col("search").is_not_null())
    latest = (
        bought.filter(pl.col("search").is_null())
        .drop("search")
        .sort("time")
        .join_asof(
            searches.sort("searched", "search"),
            left_on="time",
            right_on="searched",
            by=["site", "session"],
            tolerance="30m",
        )
        .filter(pl.col("search").is_not_null())
    )
    found = ["site", "search", "person", "head"]
    key = ["site", "locale", "query", "head"]
    pairs = (
        pl.concat([named.select(found), latest.select(found)])
        .join(searches, on=["site", "search"])
        .group_by(key)
        .agg(times=pl.col("search").n_unique(), customers=pl.col("person").n_unique())
    )
    seen = with_heads(events.filter(pl.col("kind").is_in(["click", "impression"]))).select(
        "site", "kind", "head", search="queryId"
    )

    def searches_with(kind: str) -> pl.Expr:
        return pl.col("search").filter(pl.col("kind") == kind).n_unique()

    outcomes = (
        seen.join(searches.select("site", "locale", "query", "search"), on=["site", "search"])
        .join(pairs, on=key, how="semi")
        .group_by(key)
        .agg(clicks=searches_with("click"), shows=searches_with("impression"))
    )
    return pairs.join(outcomes, on=key, how="left").with_columns(
        pl.col("clicks", "shows").fill_null(0)
    )


def co_buy() -> pl.LazyFrame:
    basket = ["site", "session"]
    lines = (
        purchases.filter(pl.col("session").is_not_null())
        .group_by(*basket, "head")
        .agg(pl.col("person").min())
    )
    other = lines.select(*basket, head_b="head")
    return (
        lines.rename({"head": "head_a"})
        .join(other, on=basket)
        .filter(pl.col("head_b") > pl.col("head_a"))
        .group_by("site", "head_a", "head_b")
        .agg(times=pl.len(), customers=pl.col("person").n_unique())
    )


search_buy().sink_parquet(f"{out}/search-buy.parquet")
co_buy().sink_parquet(f"{out}/co-buy.parquet")
