/** Names what an automation began, so that a run leads back to it: the key of its runs, and the chain that ends together. */
const KEY = /^automation:(\d+)$/;

const idIn = (text: string | null): number | null => {
  const id = KEY.exec(text ?? '')?.[1];
  return id === undefined ? null : Number(id);
};

/** Key of the runs of one start. */
export const keyOfStart = (startId: number): string => `automation:${startId}`;
export const startOfKey = (flowKey: string | null): number | null => idIn(flowKey);

/** The chain of all runs of an automation. */
export const chainOf = (automationId: number): string => `automation:${automationId}`;
export const automationOfChain = (chain: string | null): number | null => idIn(chain);
