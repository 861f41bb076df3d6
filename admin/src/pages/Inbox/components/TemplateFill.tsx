import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type {
  ConversationView,
  MessageBody,
} from '../../../../../server/src/contracts/conversations';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type { EntryKey } from '../../../../../server/src/contracts/record-people';
import type { TemplateSlot, TemplateView } from '../../../../../server/src/contracts/templates';
import { firstField, focusLate } from '../../../shared/dialog-focus';
import { InFoot } from '../../../shared/ModalFoot';
import { TemplateCost } from '../../../shared/prices/MessageCost';
import { TemplatePhone } from '../../../shared/TemplatePhone';
import { useSourceWord } from '../../../shared/useSourceWord';
import { useT } from '../../../shared/useT';
import { slotLabel } from '../../../shared/VariableField';
import { useOnline } from '../hooks/useOnline';
import { useOpenMarks } from '../hooks/useOpenMarks';
import {
  emptySlots,
  filledBody,
  gateCategory,
  obstacle,
  previewBindings,
  proposalOf,
  startTexts,
  typedValues,
  type ForWhom,
  type Obstacle,
  type Proposal,
  type SlotTexts,
} from '../model/template-choice';
import { usable } from '../model/template-offers';
import { RecordOptIn } from './RecordOptIn';

export interface ChosenTemplate {
  readonly templateId: number;
  readonly values: Record<string, string>;
  readonly preview: MessageBody;
}

export interface FillProps {
  readonly conversation: ConversationView;
  readonly contact: ContactView;
  readonly onContact: (contact: ContactView) => void;
  readonly onSend: (chosen: ChosenTemplate) => void;
  /** Given where it may also go at a time. */
  readonly onLater?: (chosen: ChosenTemplate) => void;
  /** Whether values are typed that closing would lose. */
  readonly onTyped: (isTyped: boolean) => void;
  readonly sending: boolean;
  /** Beside which one writes: its values, in place of those of the contact's newest entry of the type. */
  readonly entry?: EntryKey | undefined;
  /** Chosen before: no other one is offered. */
  readonly only?: number | undefined;
}

/** A file that is bound is seen in the preview, and words are none. */
const isFilledFile = (template: TemplateView, { key }: TemplateSlot): boolean =>
  template.bindings[key]?.source.kind === 'media';

interface SlotFieldProps {
  readonly slot: TemplateSlot;
  readonly text: string;
  readonly proposal: Proposal;
  readonly contact: ContactView;
  readonly onChange: (text: string) => void;
}

const SlotField = ({ slot, text, proposal, contact, onChange }: SlotFieldProps) => {
  const t = useT();
  const wordOf = useSourceWord(contact);
  const { from, source } = proposal;
  const placeholder = (): string => {
    if (from === 'unseen') return t('inbox.template.filled');
    if (from !== 'none') return proposal.text;
    return slot.example ? t('inbox.template.example', { example: slot.example }) : '';
  };
  const hint = (): string | null => {
    if (source === null || from === 'none') return null;
    const word = wordOf(source);
    if (from === 'unseen') return text.trim() === '' ? word : null;
    if (text !== proposal.text) return t('inbox.template.proposed.was', { value: proposal.text });
    return t(`inbox.template.proposed.${from}`, { source: word });
  };
  return (
    <Field.Root name={slot.key} required={from !== 'unseen'} hint={hint()}>
      <Field.Label>{slotLabel(slot, t)}</Field.Label>
      <TextInput
        size="S"
        value={text}
        maxLength={1024}
        dir="auto"
        placeholder={placeholder()}
        onChange={(event) => onChange(event.target.value)}
      />
      <Field.Hint />
    </Field.Root>
  );
};

/** Proposed values with what was typed over them; what is proposed may come later than the first look. */
const useTexts = (template: TemplateView, who: ForWhom, onTyped: FillProps['onTyped']) => {
  const [typed, setTyped] = useState<SlotTexts>({});
  const proposed = startTexts(template, who);
  const isTyped = Object.entries(typed).some(([key, text]) => text !== proposed[key]);
  useEffect(() => {
    onTyped(isTyped);
    return () => onTyped(false);
  }, [isTyped, onTyped]);
  return {
    texts: { ...proposed, ...typed },
    type: (key: string, text: string) => setTyped({ ...typed, [key]: text }),
  };
};

/** Once a template is chosen one types what is missing; where nothing is, one reads it, as Enter may still be down. */
const useFocusOnce = (only: number | undefined) => {
  const whole = useRef<HTMLDivElement>(null);
  const firstEmpty = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = firstEmpty.current;
    if (only === undefined) ((place && firstField(place)) ?? whole.current)?.focus();
    else if (place) focusLate(place);
  }, [only]);
  return { whole, firstEmpty };
};

interface FootProps {
  readonly missing: number;
  readonly why: Obstacle | null;
  /** It would go with the values of the entry, whose consent covers no others (O-33). */
  readonly isTypedOver: boolean;
  readonly sending: boolean;
  readonly onSend: () => void;
  readonly onLater: (() => void) | undefined;
}

/** What sends, and beside it what hinders it; where no typing helps, missing values are not counted. */
const Foot = ({ missing, why, isTypedOver, sending, onSend, onLater }: FootProps) => {
  const t = useT();
  const online = useOnline();
  const disabled = missing > 0 || why !== null || !online;
  const reasons = [
    ...(why === null ? [] : [t(`inbox.template.why.${isTypedOver ? 'typed' : why}`)]),
    ...(missing > 0 && usable(why) ? [t('inbox.template.missing', { count: missing })] : []),
    ...(online ? [] : [t('inbox.composer.offline')]),
  ];
  return (
    <InFoot>
      <Flex gap={2} wrap="wrap" justifyContent="flex-end" marginLeft="auto">
        <Typography variant="pi" textColor="neutral800" role="status" data-testid="template-why">
          {reasons.join(' · ')}
        </Typography>
        {onLater ? (
          <Button
            variant="secondary"
            startIcon={<Clock />}
            disabled={disabled}
            onClick={onLater}
            data-testid="template-later"
          >
            {t('later.menu')}
          </Button>
        ) : null}
        <Button disabled={disabled} loading={sending} onClick={onSend} data-testid="template-send">
          {t('inbox.template.send')}
        </Button>
      </Flex>
    </InFoot>
  );
};

type Props = FillProps & {
  readonly template: TemplateView;
  readonly may: MayTemplate;
  readonly values: ForWhom['values'];
};

/** The chosen template as it will arrive, and a field for each variable, filled with the known value. */
export const TemplateFill = ({ template, may, values, conversation, contact, ...props }: Props) => {
  const { onContact, onSend, onLater, onTyped, sending, only } = props;
  const who = useMemo(() => ({ contact, values }), [contact, values]);
  const { texts, type } = useTexts(template, who, onTyped);
  const markOf = useOpenMarks(contact)(template);
  const missing = emptySlots(template, texts, who);
  const [firstMissing] = useState(missing[0]);
  const { whole, firstEmpty } = useFocusOnce(only);
  const typed = typedValues(template, texts, who);
  const why = obstacle(template, may, typed);
  const chosen = (): ChosenTemplate => ({
    templateId: template.id,
    values: typed,
    preview: filledBody(template, texts, markOf),
  });
  return (
    <Flex ref={whole} tabIndex={-1} direction="column" alignItems="stretch" gap={4}>
      <TemplatePhone
        template={template}
        bindings={previewBindings(template, texts)}
        contact={contact}
        markOf={markOf}
      />
      <TemplateCost conversation={conversation} category={gateCategory(template)} />
      {template.slots
        .filter((slot) => !isFilledFile(template, slot))
        .map((slot) => (
          <div key={slot.key} ref={slot.key === firstMissing ? firstEmpty : null}>
            <SlotField
              slot={slot}
              text={texts[slot.key] ?? ''}
              proposal={proposalOf(template, slot, who)}
              contact={contact}
              onChange={(text) => type(slot.key, text)}
            />
          </div>
        ))}
      {why === 'needs-opt-in' ? (
        <RecordOptIn
          contact={contact}
          category={gateCategory(template) === 'MARKETING' ? 'marketing' : 'utility'}
          onRecorded={onContact}
        />
      ) : null}
      <Foot
        missing={missing.length}
        why={why}
        isTypedOver={why === 'needs-opt-in' && obstacle(template, may) === null}
        sending={sending}
        onSend={() => onSend(chosen())}
        onLater={onLater ? () => onLater(chosen()) : undefined}
      />
    </Flex>
  );
};
