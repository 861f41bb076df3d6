import { useRef, useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Loader } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { ContactView, DecideStopBody } from '../../../../server/src/contracts/contacts';
import { useWhatsappDecideStopMutation } from '../../api/contacts';
import { useWhatsappDecideStopInChatMutation } from '../../api/conversations';
import { Notice } from '../Notice';
import { readRefusal } from '../refusal';
import { useMoments } from '../useMoments';
import { useRefusal } from '../useRefusal';
import { useT } from '../useT';
import { usePersonName } from './usePersonName';

type Answer = DecideStopBody['answer'];

export interface StopAsked {
  readonly contact: ContactView;
  /** When the person wrote what may mean "no more messages"; null: nothing is to be decided. */
  readonly askedAt: number | null;
  /** Where it is decided in a conversation: the right to reply there is enough. */
  readonly conversationId?: number;
  readonly mayDecide: boolean;
  readonly onDecided?: () => void;
}
interface Props extends StopAsked {
  /** Below the line in a thread, or by itself where consent is shown. */
  readonly look: 'line' | 'notice';
  /** What the person wrote, where it is known. */
  readonly text?: string | null;
}

/** Sends the decision and tells what came of it; false where it was refused and may be tried again. */
const useDeciding = ({ contact, askedAt, conversationId, onDecided }: StopAsked) => {
  const t = useT();
  const personName = usePersonName();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [decide] = useWhatsappDecideStopMutation();
  const [decideInChat] = useWhatsappDecideStopInChatMutation();
  return async (answer: Answer): Promise<boolean> => {
    if (askedAt === null) return false;
    const body = { answer, askedAt };
    const { id } = contact;
    const result =
      conversationId === undefined
        ? await decide({ id, body })
        : await decideInChat({ id: conversationId, contactId: id, body });
    const error = 'error' in result ? result.error : null;
    const isLate = error !== null && readRefusal(error).kind === 'changed-meanwhile';
    if (error !== null && !isLate) {
      refuse(error);
      return false;
    }
    const word = isLate ? 'changed' : answer;
    toggleNotification({
      type: isLate ? 'info' : 'success',
      message: t(`people.stop.done.${word}`, { name: personName(contact) }),
    });
    onDecided?.();
    return true;
  };
};

interface ButtonsProps {
  readonly name: string;
  readonly onDecide: (answer: Answer) => Promise<boolean>;
}

/** The same buttons, never `disabled`, while it runs: they would lose the focus of who pressed one. */
const Buttons = ({ name, onDecide }: ButtonsProps) => {
  const t = useT();
  const [running, setRunning] = useState<Answer | null>(null);
  const press = async (answer: Answer) => {
    if (running !== null) return;
    setRunning(answer);
    if (!(await onDecide(answer))) setRunning(null);
  };
  const state = (answer: Answer) => ({
    size: 'S' as const,
    'aria-disabled': running !== null,
    'aria-busy': running === answer,
    startIcon: running === answer ? <Loader aria-hidden /> : undefined,
    onClick: () => void press(answer),
    'data-testid': `stop-${answer}`,
  });
  return (
    <Flex gap={2} wrap="wrap">
      <Button
        variant="secondary"
        aria-label={t('people.stop.optOut.whom', { name })}
        {...state('opt-out')}
      >
        {t('people.stop.optOut')}
      </Button>
      <Button
        variant="tertiary"
        aria-label={t('people.stop.notMeant.whom', { name })}
        {...state('not-meant')}
      >
        {t('people.stop.notMeant')}
      </Button>
    </Flex>
  );
};

/** What the person wrote, and when. */
const Said = ({ text, at }: { readonly text: string | null; readonly at: number }) => {
  const t = useT();
  const moments = useMoments();
  return (
    <Typography tag="p" variant="pi" dir="auto">
      {text === null
        ? t('people.stop.when', { at: moments.full(at) })
        : t('people.stop.said', { at: moments.full(at), text })}
    </Typography>
  );
};

/**
 * The person wrote something that may mean "no more messages": promotions wait until somebody who may record consent
 * decides. Others read that it waits.
 */
export const AskedToStop = ({ look, text = null, ...asked }: Props) => {
  const t = useT();
  const personName = usePersonName();
  const place = useRef<HTMLDivElement>(null);
  const decide = useDeciding(asked);
  const [decided, setDecided] = useState<number | null>(null);
  const [holdsFocus, setHoldsFocus] = useState(false);
  const { askedAt, mayDecide } = asked;
  const isOpen = askedAt !== null && askedAt !== decided;
  if (!isOpen && !holdsFocus) return null;
  const name = personName(asked.contact);
  const onDecide = async (answer: Answer) => {
    // The buttons are about to go: the notice takes their focus. In a thread the box does that by itself.
    setHoldsFocus(look === 'notice');
    const done = await decide(answer);
    if (done) {
      if (look === 'notice') place.current?.focus();
      setDecided(askedAt);
    } else setHoldsFocus(false);
    return done;
  };
  const title = t('people.stop.title', { name });
  const buttons = mayDecide ? <Buttons key={askedAt} name={name} onDecide={onDecide} /> : null;
  const waits = t(mayDecide ? 'people.stop.waits' : 'people.stop.waitsTeam');
  return (
    <Box
      ref={place}
      role="group"
      tabIndex={-1}
      aria-label={isOpen ? title : t('people.stop.decided')}
      onBlur={({ target }) => (target === place.current ? setHoldsFocus(false) : undefined)}
      data-testid="asked-to-stop"
    >
      {!isOpen ? null : look === 'notice' ? (
        <Notice variant="warning" title={title} action={buttons}>
          <Said text={text} at={askedAt} />
          <Typography tag="p" variant="pi">
            {waits}
          </Typography>
        </Notice>
      ) : (
        <Flex direction="column" gap={2}>
          <Typography variant="pi" textColor="neutral600" textAlign="center">
            {waits}
          </Typography>
          {buttons}
        </Flex>
      )}
    </Box>
  );
};
