export type FlowView = 'outline' | 'canvas';
export const FLOW_VIEWS = ['outline', 'canvas'] as const satisfies readonly FlowView[];

type Store = Pick<Storage, 'getItem' | 'setItem'>;
const nameOf = (person: number | null) => `whatsapp.flows.view.${person ?? 'me'}`;

/** How the person looks at flows, kept in this browser under who they are: several may share it. */
export const readView = (store: Store, person: number | null): FlowView =>
  store.getItem(nameOf(person)) === 'canvas' ? 'canvas' : 'outline';

export const keepView = (store: Store, person: number | null, view: FlowView): void => {
  try {
    store.setItem(nameOf(person), view);
  } catch {
    // It holds until the page is left.
  }
};
