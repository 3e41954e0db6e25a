import { cleanEntry } from "../columns/clean-text.ts";
import { isUndone, orderCancelled } from "../order-status.ts";
import { saidOnce } from "./said-once.ts";
import type { ShopExport } from "./shop-export.ts";

/**
 * A row is a line of an order; what holds for all of it stands in its first.
 * @see https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders
 */
const shopifyOrders: ShopExport = {
  name: "an export of orders by Shopify",
  rows: "what the first line of an order says holds for its other lines; orders that were cancelled or paid back in whole are rejects",
  toldBy: [["Name"], ["Lineitem quantity"], ["Lineitem name"], ["Created at"]],
  columns: {
    session: ["Name"],
    time: ["Created at"],
    product: ["Lineitem sku"],
    sku: ["Lineitem sku"],
    title: ["Lineitem name"],
    quantity: ["Lineitem quantity"],
    unitPrice: ["Lineitem price"],
    // Of the whole order, and so of no line.
    id: [],
    value: [],
    // In the first line alone: they are looked at below.
    status: [],
    paymentStatus: [],
    customer: ["Email"],
    currency: ["Currency"],
  },
  open({ sources, cellOf, said }) {
    const orderOf = cellOf("Name");
    const order = saidOnce({ of: (record) => cleanEntry(orderOf(record)) }, said);
    const cancelledAt = order.filled("Cancelled at", cellOf("Cancelled at"));
    const paid = order.filled("Financial Status", cellOf("Financial Status"));
    return {
      sources: order.sources(sources, ["time", "customer", "currency"]),
      look(record) {
        order.look(record);
        const isCancelled = cleanEntry(cancelledAt(record)) !== null;
        return isCancelled || isUndone(cleanEntry(paid(record)) ?? "") ? orderCancelled : null;
      },
    };
  },
};

/** Tables of orders that are known by their columns. */
export const orderExports: readonly ShopExport[] = [shopifyOrders];
