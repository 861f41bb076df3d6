import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, Field, Flex, Grid, TextInput, Typography } from '@strapi/design-system';
import { ArrowLeft, Clock } from '@strapi/icons';
import { useIsMobile } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type {
  ConversationView,
  MessageBody,
} from '../../../../../server/src/contracts/conversations';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type { TemplateSlot, TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import { useWhatsappMayTemplateQuery } from '../../../api/conversations';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { TemplateCost } from '../../../shared/prices/MessageCost';
import { usePersonName } from '../../../shared/people/usePersonName';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { previewBody } from '../../../shared/template-preview';
import { TemplatePhone } from '../../../shared/TemplatePhone';
import { useIsTyped } from '../../../shared/useLeaveQuestion';
import { useVariableSources } from '../../../shared/useVariableSources';
import { useT } from '../../../shared/useT';
import { slotLabel } from '../../../shared/VariableField';
import {
  emptySlots,
  gateCategory,
  obstacle,
  previewBindings,
  serverText,
  startTexts,
  typedValues,
  type SlotTexts,
} from '../model/template-choice';
import { languageFor, usable } from '../model/template-offers';
import { RecordOptIn } from './RecordOptIn';
import { TemplateOffers } from './TemplateOffers';

export interface ChosenTemplate {
  readonly templateId: number;
  readonly values: Record<string, string>;
  readonly preview: MessageBody;
}
interface Props {
  readonly conversation: ConversationView;
  readonly contact: ContactView;
  readonly onContact: (contact: ContactView) => void;
  readonly onSend: (chosen: ChosenTemplate) => void;
  /** Given where it may also go at a time. */
  readonly onLater?: (chosen: ChosenTemplate) => void;
  /** Whether values are typed that closing would lose. */
  readonly onTyped: (isTyped: boolean) => void;
  readonly sending: boolean;
  /** Chosen before: no other one is offered. */
  readonly only?: number | undefined;
}

const Filled = ({
  template,
  may,
  conversation,
  contact,
  onContact,
  onSend,
  onLater,
  onTyped,
  sending,
  only,
}: Props & { template: TemplateView; may: MayTemplate }) => {
  const t = useT();
  const [texts, setTexts] = useState<SlotTexts>(() => startTexts(template, contact));
  const isTyped = useIsTyped(texts);
  useEffect(() => {
    onTyped(isTyped);
    return () => onTyped(false);
  }, [isTyped, onTyped]);
  const sources = useVariableSources(contact);
  const missing = emptySlots(template, texts, { contact, sources });
  const why = obstacle(template, may);
  const hint = ({ key, example }: TemplateSlot): string => {
    if (template.bindings[key]?.source.kind === 'media') return t('inbox.template.file');
    const known = serverText(template, key, { contact, sources });
    if (known) return known;
    if (!missing.includes(key)) return t('inbox.template.filled');
    return example ? t('inbox.template.example', { example }) : '';
  };
  const chosen = (): ChosenTemplate => ({
    templateId: template.id,
    values: typedValues(template, contact, texts),
    preview: previewBody(template, bindings, { contact, sources, samples: false }),
  });
  const bindings = useMemo(() => previewBindings(template, texts), [template, texts]);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <TemplatePhone template={template} bindings={bindings} contact={contact} samples={false} />
      <TemplateCost conversation={conversation} category={gateCategory(template)} />
      {template.slots.map((slot) => (
        <Field.Root key={slot.key} name={slot.key} required>
          <Field.Label>{slotLabel(slot, t)}</Field.Label>
          <TextInput
            size="S"
            value={texts[slot.key] ?? ''}
            maxLength={1024}
            placeholder={hint(slot)}
            onChange={(event) => setTexts({ ...texts, [slot.key]: event.target.value })}
          />
        </Field.Root>
      ))}
      {why === 'needs-opt-in' ? (
        <RecordOptIn
          contact={contact}
          category={gateCategory(template) === 'MARKETING' ? 'marketing' : 'utility'}
          onRecorded={onContact}
        />
      ) : null}
      {missing.length > 0 ? (
        <Typography variant="pi" textColor="neutral800" role="status">
          {t('inbox.template.missing', { count: missing.length })}
        </Typography>
      ) : null}
      {only !== undefined && why !== null && !usable(why) ? (
        <Typography textColor="neutral800" role="status">
          {t(`inbox.template.why.${why}`)}
        </Typography>
      ) : null}
      <Flex gap={2} wrap="wrap">
        <Button
          flex="1"
          disabled={missing.length > 0 || why !== null}
          loading={sending}
          onClick={() => onSend(chosen())}
          data-testid="template-send"
        >
          {t('inbox.template.send')}
        </Button>
        {onLater ? (
          <Button
            variant="secondary"
            startIcon={<Clock />}
            disabled={missing.length > 0 || why !== null}
            onClick={() => onLater(chosen())}
            data-testid="template-later"
          >
            {t('later.menu')}
          </Button>
        ) : null}
      </Flex>
    </Flex>
  );
};

/** Where there is room for one of both, the list makes way and comes back by the button that has the focus then. */
const useOneAtATime = (isChosen: boolean) => {
  const compact = useIsMobile();
  const list = useRef<HTMLDivElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  const away = compact && isChosen;
  const wasAway = useRef(false);
  useEffect(() => {
    if (away) back.current?.focus();
    else if (wasAway.current) list.current?.querySelector('input')?.focus();
    wasAway.current = away;
  }, [away]);
  return { away, list, back };
};

/** Left the templates of the number, right the chosen one with this person's values; on a phone one after the other. */
export const TemplateChooser = (props: Props) => {
  const t = useT();
  const personName = usePersonName();
  const { locale } = useIntl();
  const { conversation, contact } = props;
  const { id, accountId } = conversation;
  const templates = useWhatsappListTemplatesQuery({ accountId });
  const accounts = useWhatsappListAccountsQuery();
  const gate = useWhatsappMayTemplateQuery({ id, contactId: contact.id });
  const [chosenId, setChosenId] = useState<number | null>(props.only ?? null);
  const all = templates.data?.templates ?? [];
  const chosen = all.find((one) => one.id === chosenId) ?? null;
  const { away, list, back } = useOneAtATime(chosen !== null && props.only === undefined);

  if (templates.isLoading || gate.isLoading) return <RowSkeletons rows={4} />;
  if (templates.error)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  if (!gate.data) return <ErrorState error={gate.error} onRetry={() => void gate.refetch()} />;
  if (props.only !== undefined && chosen)
    return <Filled key={chosen.id} {...props} template={chosen} may={gate.data} />;
  const home = accounts.data?.accounts.find((one) => one.id === accountId);
  const person = personName(contact);
  return (
    <Grid.Root gap={away ? 0 : 6}>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <div ref={list} hidden={away}>
          <TemplateOffers
            templates={all}
            may={gate.data}
            contact={contact}
            language={languageFor(contact, home?.defaultCountry, locale)}
            chosen={chosen}
            onChoose={(one) => setChosenId(one.id)}
          />
        </div>
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        {chosen ? (
          <section aria-label={t('inbox.template.shown', { name: chosen.name, person })}>
            {away ? (
              <Flex paddingBottom={3}>
                <Button
                  ref={back}
                  variant="tertiary"
                  startIcon={<ArrowLeft />}
                  onClick={() => setChosenId(null)}
                  data-testid="template-back"
                >
                  {t('inbox.template.back')}
                </Button>
              </Flex>
            ) : null}
            <Filled key={chosen.id} {...props} template={chosen} may={gate.data} />
          </section>
        ) : (
          <Flex padding={6} justifyContent="center">
            <Typography textColor="neutral600">{t('inbox.template.choose')}</Typography>
          </Flex>
        )}
      </Grid.Item>
    </Grid.Root>
  );
};
