import { useState, type ReactNode } from 'react';
import { Button, Dialog, Flex } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useT } from './useT';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The deed: "Delete the group Autumn?" */
  readonly title: string;
  /** The consequence, with numbers. */
  readonly children: ReactNode;
  /** Verb and number: "Delete 1 group". */
  readonly confirmLabel: string;
  readonly onConfirm: () => Promise<void> | void;
  readonly variant?: 'danger' | 'default' | 'success';
  readonly confirmDisabled?: boolean;
  readonly confirmTestId?: string;
  /** Words of the safe button where "Cancel" would be read as the deed itself. */
  readonly dismissLabel?: string;
}

/** A button that says verb and number may need two lines: it grows instead of cutting them. */
export const tall = { height: 'auto', minHeight: 8, paddingTop: 2, paddingBottom: 2 } as const;

/**
 * Asks before what costs money, reaches people or destroys data. Focus starts on the safe button, Esc dismisses;
 * the deed's button is busy until it is done, so it cannot be pressed twice.
 */
export const ConfirmAction = (props: Props) => {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await props.onConfirm();
      props.onClose();
    } catch {
      // The caller shows its own error; the dialog stays, so that nothing is lost.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog.Root open={props.open} onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Dialog.Content>
        <Dialog.Header>{props.title}</Dialog.Header>
        <Dialog.Body
          icon={<WarningCircle fill={props.variant === 'danger' ? 'danger600' : 'primary600'} />}
        >
          {typeof props.children === 'string' ? (
            <Dialog.Description>{props.children}</Dialog.Description>
          ) : (
            <Flex direction="column" alignItems="stretch" gap={3} width="100%">
              {props.children}
            </Flex>
          )}
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary" {...tall}>
              {props.dismissLabel ?? t('shell.dialog.dismiss')}
            </Button>
          </Dialog.Cancel>
          <Button
            fullWidth
            {...tall}
            variant={props.variant ?? 'default'}
            loading={busy}
            disabled={props.confirmDisabled ?? false}
            onClick={() => void confirm()}
            data-testid={props.confirmTestId}
          >
            {props.confirmLabel}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
