/**
 * The fields that an import can fill and the column names that are taken for them without a map.
 * `loose` names are short or mean many things (`type`, `q`): they are taken last, and only where the
 * first values are such as the field holds. `hints` only make a suggestion: names that contain one of these may be what is looked for.
 * Names are compared by letters and digits alone (`plainName`).
 */
export interface FieldWords {
  readonly synonyms: readonly string[];
  readonly hints: readonly string[];
  readonly loose: readonly string[];
}

const words = (synonyms: string, hints = "", loose = ""): FieldWords => ({
  synonyms: synonyms.split(" "),
  hints: hints === "" ? [] : hints.split(" "),
  loose: loose === "" ? [] : loose.split(" "),
});

export const productFields = {
  sku: words(
    "sku itemid productid asin ean gtin stockcode",
    "sku artikelnr artikelnummer artnr stock item product article artikel artículo articulo référence reference referencia produkt produit producto asin ean code código codigo",
    "item article product",
  ),
  title: words(
    "title titles itemtitle itemname producttitle productname name",
    "title titel titre título titulo bezeichnung désignation designation libellé libelle nombre denominación denominacion name nom desc",
  ),
  site: words("site marketplace shop"),
  parent: words("parent parentsku parentasin parentid"),
  productType: words("producttype"),
  domain: words("domain department"),
  categoryPath: words("categorypath category categories"),
  attributes: words("attributes"),
  "attributes.brand": words("brand productbrand manufacturer"),
  "attributes.color": words("color colour productcolor"),
  "attributes.size": words("size"),
  "attributes.material": words("material"),
  locale: words("locale language productlocale"),
  validFrom: words("validfrom"),
  validTo: words("validto"),
  epoch: words("epoch"),
} as const satisfies Readonly<Record<string, FieldWords>>;

export const eventFields = {
  id: words("id eventid"),
  time: words(
    "time timestamp eventtime datetime createdat invoicedate orderdate",
    "time date stamp datum zeit heure fecha hora",
    "ts date",
  ),
  kind: words("kind eventtype event actionname action eventname", "event action kind type", "type"),
  session: words(
    "session sessionid visitid basketid invoiceno invoiceid invoicenumber orderid orderno ordernumber incrementid",
    "session visit basket invoice order transaction sess sid besuch sitzung sesión sesion auftrag bestell beleg rechnung commande facture panier pedido factura",
    "sess visit basket invoice",
  ),
  product: words(
    "product sku productid itemid asin ean gtin stockcode",
    "sku artikelnr artikelnummer artnr stock item product article artikel artículo articulo référence reference referencia produkt produit producto asin ean code código codigo",
    "item article",
  ),
  query: words(
    "query searchterm searchquery userquery keywords",
    "query search term keyword suchbegriff suchwort suchtext suchanfrage recherche requête requete búsqueda busqueda consulta",
    "q term",
  ),
  queryId: words("queryid searchid"),
  customer: words(
    "customer customerid userid clientid visitorid",
    "customer user client visitor cust kund uid nutzer acheteur utilisateur usuario comprador",
    "user client visitor",
  ),
  position: words("position rank", "position rank"),
  quantity: words(
    "quantity qty units qtyordered",
    "quantity qty menge anzahl quantité quantite cantidad",
  ),
  unitPrice: words("unitprice price itemprice itemcost", "price preis prix precio"),
  value: words("value revenue amount total"),
  currency: words("currency currencycode ordercurrencycode"),
  status: words("status orderstatus orderstate linestatus"),
  paymentStatus: words("paymentstatus financialstatus"),
  arm: words("arm experimentarm variant"),
  site: words("site marketplace shop"),
  locale: words("locale language"),
  userAgent: words("useragent useragentstring", "agent"),
} as const satisfies Readonly<Record<string, FieldWords>>;

/** What is counted, and so of a whole order where the order says it, and not its lines. */
export const amounts = ["quantity", "value", "unitPrice", "position"] as const;

export const judgementFields = {
  query: eventFields.query,
  sku: words(
    `${productFields.sku.synonyms.join(" ")} productuid docid`,
    productFields.sku.hints.join(" "),
    productFields.sku.loose.join(" "),
  ),
  title: productFields.title,
  description: words("description productdescription", "description"),
  bullets: words("bullets bulletpoints productbulletpoint productbulletpoints", "bullet"),
  brand: productFields["attributes.brand"],
  colour: productFields["attributes.color"],
  grade: words(
    "grade medianrelevance meanrelevance relevancegrade",
    "grade relevan rating",
    "relevance rating judgement judgment",
  ),
  label: words(
    "label escilabel relevancelabel",
    "label class relevan judg",
    "relevance judgement judgment class",
  ),
  spread: words("spread variance relevancevariance", "variance"),
  split: words("split", "split fold"),
  site: productFields.site,
  locale: productFields.locale,
} as const satisfies Readonly<Record<string, FieldWords>>;

/** By these a table of order lines is told from a catalogue. */
export const orderLineFields = {
  session: eventFields.session,
  time: eventFields.time,
  quantity: eventFields.quantity,
  unitPrice: eventFields.unitPrice,
} as const;

/** What order lines call a product's title. */
export const orderTitle: FieldWords = words(
  `${productFields.title.synonyms.join(" ")} description`,
  productFields.title.hints.join(" "),
);

/** What RecBole's data sets call a product's categories. */
export const recboleCategories: FieldWords = words(
  `${productFields.categoryPath.synonyms.join(" ")} class genre genres`,
);
