/** Puts `value` at the end of the list of `key`, in place. */
export const addTo = <K, V>(lists: Map<K, V[]>, key: K, ...values: V[]): void => {
  const list = lists.get(key);
  if (list) list.push(...values);
  else lists.set(key, values);
};
