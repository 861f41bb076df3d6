import type { ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';
import { focusWindow } from './dialog-focus';
import { ScrollBody } from './ScrollBody';
import { useT } from './useT';

interface Props {
  readonly title: string;
  readonly doneLabel: string;
  readonly doneTestId: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A window with a secret or a code that cannot be seen again. */
export const ShownOnce = ({ title, doneLabel, doneTestId, onClose, children }: Props) => {
  const t = useT();
  return (
    <Modal.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {children}
          </Flex>
        </ScrollBody>
        <Modal.Footer>
          <Button onClick={onClose} data-testid={doneTestId}>
            {doneLabel}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
