/** Does one work of a thread at a time, in the order in which they were given. */
export const createInOrder = () => {
  const chains = new Map<number, Promise<unknown>>();
  return {
    run: <T>(conversationId: number, work: () => Promise<T>): Promise<T> => {
      const before = chains.get(conversationId) ?? Promise.resolve();
      const mine = before.catch(() => undefined).then(work);
      chains.set(conversationId, mine);
      void mine
        .catch(() => undefined)
        .finally(() => {
          if (chains.get(conversationId) === mine) chains.delete(conversationId);
        });
      return mine;
    },
    /** All that was given until now is done, or failed. */
    settled: async (): Promise<void> => {
      await Promise.allSettled([...chains.values()]);
    },
  };
};
