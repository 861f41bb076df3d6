/** Words in any order: "order no" finds "@Order › Number"; the "@" itself finds all. */
export const containsWords = (label: string, typed: string): boolean => {
  const text = label.toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/[\s›@]+/)
    .every((word) => text.includes(word));
};
