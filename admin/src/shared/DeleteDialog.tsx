import type { ReactNode } from 'react';
import { ConfirmAction } from './ConfirmAction';
import { useRefusal } from './useRefusal';

interface Props {
  /** "Delete the group Autumn?" */
  readonly title: string;
  /** What goes and what stays, with numbers. */
  readonly children: ReactNode;
  /** "Delete Autumn" */
  readonly confirmLabel: string;
  readonly confirmTestId?: string;
  /** True where it could only be refused. */
  readonly confirmDisabled?: boolean;
  readonly onDelete: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks, deletes, and says a refusal; then it stays open, so that nothing seems done that is not. */
export const DeleteDialog = ({ onDelete, children, ...dialog }: Props) => {
  const refuse = useRefusal();
  const onConfirm = async () => {
    try {
      await onDelete();
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return (
    <ConfirmAction open variant="danger" {...dialog} onConfirm={onConfirm}>
      {children}
    </ConfirmAction>
  );
};
