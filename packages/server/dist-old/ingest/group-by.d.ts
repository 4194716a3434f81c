/** The items by their keys, each group in its order. (`Map.groupBy` begins with Node 21.) */
export declare function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]>;
//# sourceMappingURL=group-by.d.ts.map