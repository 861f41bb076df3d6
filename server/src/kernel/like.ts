/**
 * The wildcard characters of LIKE stand for themselves. Goes with `LIKE ? ESCAPE '!'`: the backslash means something
 * else on each database.
 */
export const escapeLike = (text: string): string => text.replace(/[!%_]/g, (c) => `!${c}`);
