import type { ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';
import { styled } from 'styled-components';
import { focusField, focusWindow, leaveByEscape } from './dialog-focus';
import { ScrollBody } from './ScrollBody';
import { useGiveBack } from './useGiveBack';
import { useIsTyped, useLeaveQuestion } from './useLeaveQuestion';
import { useT } from './useT';

/** Strapi has no drawer: its modal, held at the end side and as high as the window. Focus trap and Esc come with it. */
const Side = styled(Modal.Content)`
  && {
    inset-block: 0;
    inset-inline: auto 0;
    inset-inline-end: 0;
    transform: none;
    block-size: 100dvh;
    max-block-size: 100dvh;
    inline-size: min(100vw, 48rem);
    max-inline-size: 100vw;
    border-radius: 0;
    animation: none;
    display: flex;
    flex-direction: column;
  }
`;

/** On a phone the panel is as wide as the window: its edges take no room from what is in it. */
const Body = styled(ScrollBody)`
  @media (max-width: 48em) {
    && {
      padding-inline: ${({ theme }) => theme.spaces[4]};
    }
    && > div {
      padding-block: ${({ theme }) => theme.spaces[5]};
    }
  }
`;

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** All that is typed and chosen in it, as JSON can hold it: what differs from the beginning is not lost unasked. */
  readonly draft?: unknown;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A panel over the end side of the page: details and short forms, without leaving the list. */
export const Drawer = ({ open, onClose, title, children, footer, draft = null }: Props) => {
  const t = useT();
  const { slip, question } = useLeaveQuestion(useIsTyped(draft), onClose);
  const { opened, giveBack } = useGiveBack();
  return (
    <>
      <Modal.Root open={open} onOpenChange={(next) => (next ? undefined : slip())}>
        <Side
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            opened();
            // What ends in buttons is a form; of the rest, what it shows is what one came for.
            (footer ? focusField : focusWindow)(event);
          }}
          onCloseAutoFocus={giveBack}
          onKeyDownCapture={footer ? leaveByEscape(slip, { words: 'go-first' }) : undefined}
        >
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          <Body>{children}</Body>
          {footer ? <Modal.Footer>{footer}</Modal.Footer> : null}
        </Side>
      </Modal.Root>
      {question}
    </>
  );
};

/** The foot of a drawer that is a form: away at its start, and at its end what keeps it. */
export const DrawerFoot = ({
  onClose,
  children,
}: {
  readonly onClose: () => void;
  readonly children: ReactNode;
}) => {
  const t = useT();
  return (
    <Flex justifyContent="space-between" gap={2} width="100%">
      <Button variant="tertiary" onClick={onClose}>
        {t('shell.dialog.dismiss')}
      </Button>
      {children}
    </Flex>
  );
};
