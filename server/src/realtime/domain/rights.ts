/** A right of a role, as the host stores it. */
export interface Grant {
  readonly action: string;
  readonly conditions: unknown;
}

/** What somebody may do of ours. */
export interface Rights {
  may(action: string): boolean;
  /** Differs where the rights do, whichever roles they come from. */
  readonly mark: string;
}

const OURS = 'plugin::whatsapp.';

/** Of the rights of all roles together; `isSuper`: of the role that may everything. */
export const rightsOf = (grants: readonly Grant[], isSuper: boolean): Rights => {
  const may = new Set(grants.map(({ action }) => action));
  const lines = grants.map(({ action, conditions }) => JSON.stringify([action, conditions]));
  return {
    may: (action) => isSuper || may.has(`${OURS}${action}`),
    mark: isSuper ? 'all' : [...new Set(lines)].sort().join('\n'),
  };
};
