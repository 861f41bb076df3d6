import { ConfirmAction } from './ConfirmAction';
import { useT } from './useT';

interface Props {
  readonly open: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks before a form with unsaved changes is closed. */
export const LeaveForm = ({ open, onStay, onLeave }: Props) => {
  const t = useT();
  return (
    <ConfirmAction
      open={open}
      onClose={onStay}
      title={t('settings.leave.title')}
      confirmLabel={t('settings.leave.confirm')}
      variant="danger"
      onConfirm={onLeave}
    >
      {t('settings.leave.body')}
    </ConfirmAction>
  );
};
