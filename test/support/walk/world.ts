/** What the shop sells, and how that has changed: a page can be made again as it was at any moment. */

export const PRODUCTS = [1, 2, 3, 4, 5, 6] as const;

export interface Product {
  readonly price: number;
  readonly comments: readonly string[];
}

interface Edition extends Product {
  /** The moment since which the product is so. */
  readonly since: number;
}

/** Moments are counted, not measured: each change is the next one. */
export interface World {
  /** The moment of the last change. */
  readonly now: number;
  change(id: number, change: Partial<Product>): void;
  productAt(id: number, moment: number): Edition;
}

export function createWorld(): World {
  const editions = new Map<number, Edition[]>(
    PRODUCTS.map((id) => [id, [{ since: 0, price: 100 + id, comments: [] }]]),
  );
  let now = 0;
  const productAt = (id: number, moment: number): Edition => {
    const found = editions
      .get(id)
      ?.filter(({ since }) => since <= moment)
      .at(-1);
    if (!found) throw new Error(`Failed to find "product ${id}": the shop never had it.`);
    return found;
  };
  return {
    get now() {
      return now;
    },
    change(id, change) {
      const { price, comments } = productAt(id, now);
      now += 1;
      editions.get(id)?.push({ price, comments, ...change, since: now });
    },
    productAt,
  };
}
