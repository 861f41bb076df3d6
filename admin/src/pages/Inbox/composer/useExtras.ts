import type { useDraft } from '../hooks/useDraft';
import type { Outgoing } from '../model/outgoing';

interface Ways {
  /** Throws what the server refused. */
  readonly onPlan: (text: string, at: number) => Promise<void>;
  readonly onSendExtra: (message: Outgoing) => void;
  readonly onPlanExtra: (message: Outgoing, at: number) => Promise<void>;
}

/** What dialogs send or plan; the text that goes with it leaves the field. */
export const useExtras = (
  { onPlan, onSendExtra, onPlanExtra }: Ways,
  draft: ReturnType<typeof useDraft>
) => {
  const dropTaken = ({ body }: Outgoing) => {
    if ('text' in body) draft.change('');
  };
  return {
    onPlan: async ({ at }: { at: number }) => {
      await onPlan(draft.text.trim(), at);
      draft.change('');
    },
    onSendExtra: (message: Outgoing) => {
      onSendExtra(message);
      dropTaken(message);
    },
    onPlanExtra: async (message: Outgoing, at: number) => {
      await onPlanExtra(message, at);
      dropTaken(message);
    },
  };
};
