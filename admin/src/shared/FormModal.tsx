import type { FormEvent, ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';
import { useT } from './useT';

interface Props {
  readonly title: string;
  readonly submitLabel: string;
  readonly submitTestId?: string;
  readonly isBusy?: boolean;
  /** Says itself what is wrong: the browser's own bubbles stay away. */
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small window with fields: Enter or the button sends them, Esc or the other button leaves. */
export const FormModal = ({ title, submitLabel, isBusy = false, onClose, ...props }: Props) => {
  const t = useT();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <form onSubmit={submit} noValidate>
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {props.children}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {t('shell.dialog.dismiss')}
            </Button>
            <Button type="submit" loading={isBusy} data-testid={props.submitTestId}>
              {submitLabel}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
