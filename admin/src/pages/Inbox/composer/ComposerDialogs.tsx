import { useT } from '../../../shared/useT';
import { LaterDialog } from '../later/LaterDialog';
import type { ComposerMode } from '../model/composer';
import type { Outgoing } from '../model/outgoing';
import { ExtraDialog } from './extras/ExtraDialog';
import type { ExtraKind } from './extras/model';

/** When what stands in the field is to go, or a message that is more than words. */
export type ComposerDialog = 'later' | ExtraKind;

interface Props {
  /** Who gets it. */
  readonly name: string;
  readonly text: string;
  readonly windowEnd: number | null;
  readonly online: boolean;
  readonly mode: ComposerMode;
  readonly dialog: ComposerDialog | null;
  readonly onClose: () => void;
  readonly onPlan: (plan: { at: number }) => Promise<void>;
  readonly onSendExtra: (message: Outgoing) => void;
  readonly onPlanExtra: (message: Outgoing, at: number) => Promise<void>;
}

/** What the composer opens. It outlives the window: what was written in it is not lost when that closes. */
export const ComposerDialogs = (props: Props) => {
  const { name, windowEnd, online, dialog, onClose } = props;
  const t = useT();
  if (dialog === 'later')
    return (
      <LaterDialog
        title={t('later.title', { name })}
        windowEnd={windowEnd}
        onClose={onClose}
        onPlan={props.onPlan}
      />
    );
  return dialog ? (
    <ExtraDialog
      kind={dialog}
      name={name}
      text={props.text}
      online={online}
      mode={props.mode}
      onClose={onClose}
      windowEnd={windowEnd}
      onSend={props.onSendExtra}
      onPlan={props.onPlanExtra}
    />
  ) : null;
};
