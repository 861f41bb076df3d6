import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';
import { focusField } from './dialog-focus';
import { ScrollBody } from './ScrollBody';
import { useIsTyped, useLeaveQuestion } from './useLeaveQuestion';
import { useT } from './useT';

interface Props {
  readonly title: string;
  readonly submitLabel: string;
  readonly submitTestId?: string;
  readonly submitVariant?: 'default' | 'danger';
  /** Without it nothing can be sent yet. */
  readonly isReady?: boolean;
  readonly isBusy?: boolean;
  /** All that is typed and chosen so far, as JSON can hold it: what differs from the beginning is not lost unasked. */
  readonly draft?: unknown;
  /** Says itself what is wrong: the browser's own bubbles stay away. */
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A small window with fields: Enter or the button sends them, Esc or the other button leaves. A slip (Esc, the cross, a
 * press beside it) asks before changes are lost; the button means it.
 */
export const FormModal = ({ title, draft = null, onClose, children, ...props }: Props) => {
  const t = useT();
  const { slip, question } = useLeaveQuestion(useIsTyped(draft), onClose);
  const [opener] = useState(() => document.activeElement);
  /** The window gives the focus back only to a trigger of its own. */
  const giveBack = (event: Event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement) opener.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form may stand around this window: it is not sent with it.
    event.stopPropagation();
    props.onSubmit();
  };
  return (
    <>
      <Modal.Root open onOpenChange={(open) => !open && slip()}>
        <Modal.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusField}
          onCloseAutoFocus={giveBack}
        >
          <form onSubmit={submit} noValidate>
            <Modal.Header closeLabel={t('shell.drawer.close')}>
              <Modal.Title>{title}</Modal.Title>
            </Modal.Header>
            <ScrollBody>
              <Flex direction="column" alignItems="stretch" gap={4}>
                {children}
              </Flex>
            </ScrollBody>
            <Modal.Footer>
              <Button variant="tertiary" onClick={onClose}>
                {t('shell.dialog.dismiss')}
              </Button>
              <Button
                type="submit"
                variant={props.submitVariant ?? 'default'}
                disabled={props.isReady === false}
                loading={props.isBusy ?? false}
                data-testid={props.submitTestId}
              >
                {props.submitLabel}
              </Button>
            </Modal.Footer>
          </form>
        </Modal.Content>
      </Modal.Root>
      {question}
    </>
  );
};
