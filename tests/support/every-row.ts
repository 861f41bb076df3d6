/** `@tanstack/react-virtual` for jsdom, which has no layout: a virtual list would draw nothing there; here it draws every row. */
export const everyRow = () => ({
  useVirtualizer: ({
    count,
    getItemKey,
  }: {
    count: number;
    getItemKey: (index: number) => number;
  }) => ({
    getVirtualItems: () =>
      Array.from({ length: count }, (_unused, index) => ({
        index,
        key: getItemKey(index),
        start: index * 76,
        size: 76,
      })),
    getTotalSize: () => count * 76,
    measureElement: () => undefined,
    scrollToIndex: () => undefined,
  }),
});
