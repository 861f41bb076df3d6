import type { Core } from '@strapi/strapi';
import type { FlowNode } from '../contracts/flow-graph';
import { createCalling } from './calling';
import { createEntries } from './entries';
import type { Moves, Walking } from './moves';
import type { Versions } from './versions';

/** Steps whose work the run waits for outside of the runner: calls of other systems, and entries of the host. */
export const createAside = (
  strapi: Core.Strapi,
  deps: { moves: Moves; versions: Versions; wake: () => void }
) => {
  const calling = createCalling(strapi, deps);
  const entries = createEntries(strapi, deps);
  return {
    takes: (node: FlowNode): boolean => calling.calls(node) || entries.handles(node),
    /** False: the run waits. */
    perform: (walking: Walking, node: FlowNode): Promise<boolean> =>
      entries.handles(node) ? entries.perform(walking, node) : calling.perform(walking, node),
  };
};
