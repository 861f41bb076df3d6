import { useMemo, useState } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  Grid,
  Searchbar,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { styled } from 'styled-components';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type {
  ConversationView,
  MessageBody,
} from '../../../../../server/src/contracts/conversations';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappMayTemplateQuery } from '../../../api/conversations';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { TemplateCost } from '../../../shared/prices/MessageCost';
import { ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { previewBody } from '../../../shared/template-preview';
import { TemplatePhone } from '../../../shared/TemplatePhone';
import { useVariableSources } from '../../../shared/useVariableSources';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { slotLabel } from '../../../shared/VariableField';
import {
  boundTexts,
  chooseTemplates,
  emptySlots,
  gateCategory,
  obstacle,
  previewBindings,
  serverText,
  typedValues,
  type Obstacle,
  type SlotTexts,
} from '../model/template-choice';
import { RecordOptIn } from './RecordOptIn';

const Choice = styled.button<{ $chosen: boolean }>`
  display: block;
  inline-size: 100%;
  text-align: start;
  border: ${({ theme, $chosen }) => `1px solid ${$chosen ? theme.colors.primary600 : theme.colors.neutral200}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $chosen }) => ($chosen ? theme.colors.primary100 : theme.colors.neutral0)};
  padding: ${({ theme }) => theme.spaces[3]};
  cursor: pointer;
  &:disabled {
    cursor: not-allowed;
    background: ${({ theme }) => theme.colors.neutral150};
  }
`;
const ChoiceList = styled.ul`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[2]};
  max-block-size: 44dvh;
  overflow-y: auto;
`;

interface Filter {
  readonly q: string;
  readonly language: string | null;
  readonly category: string | null;
}

const Select = ({
  label,
  value,
  options,
  wordOf = (option) => option,
  onChange,
}: {
  label: string;
  value: string | null;
  options: readonly string[];
  wordOf?: (option: string) => string;
  onChange: (value: string | null) => void;
}) => {
  const t = useT();
  return (
    <Box flex="1">
      <SingleSelect
        size="S"
        aria-label={label}
        value={value ?? 'all'}
        onChange={(next) => onChange(next === 'all' ? null : String(next))}
      >
        <SingleSelectOption value="all">{`${label}: ${t('inbox.template.any')}`}</SingleSelectOption>
        {options.map((option) => (
          <SingleSelectOption key={option} value={option}>
            {wordOf(option)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

interface ListProps {
  readonly templates: readonly TemplateView[];
  readonly may: MayTemplate;
  readonly chosen: TemplateView | null;
  readonly onChoose: (template: TemplateView) => void;
}

const usable = (why: Obstacle | null) => why === null || why === 'needs-opt-in';
const distinct = (values: readonly string[]) => [...new Set(values)].sort();

const TemplateList = ({ templates, may, chosen, onChoose }: ListProps) => {
  const t = useT();
  const known = useKnownWord();
  const categoryWord = (category: string) => known(`templates.category.${category}`) ?? category;
  const [filter, setFilter] = useState<Filter>({ q: '', language: null, category: null });
  const shown = useMemo(() => chooseTemplates(templates, filter, may), [may, filter, templates]);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Searchbar
        name="template-search"
        size="S"
        value={filter.q}
        placeholder={t('inbox.template.search')}
        clearLabel={t('inbox.search.clear')}
        onClear={() => setFilter({ ...filter, q: '' })}
        onChange={(event) => setFilter({ ...filter, q: event.target.value })}
      >
        {t('inbox.template.search')}
      </Searchbar>
      <Flex gap={2} wrap="wrap">
        <Select
          label={t('inbox.template.language')}
          value={filter.language}
          options={distinct(templates.map((one) => one.language))}
          onChange={(language) => setFilter({ ...filter, language })}
        />
        <Select
          label={t('inbox.template.category')}
          value={filter.category}
          options={distinct(templates.map((one) => one.category))}
          wordOf={categoryWord}
          onChange={(category) => setFilter({ ...filter, category })}
        />
      </Flex>
      {shown.length === 0 ? <NothingMatches content={t('inbox.template.none')} /> : null}
      <ChoiceList aria-label={t('inbox.template.list')}>
        {shown.map(({ template, obstacle: why }) => (
          <li key={template.id}>
            <Choice
              type="button"
              $chosen={template.id === chosen?.id}
              aria-pressed={template.id === chosen?.id}
              disabled={!usable(why)}
              onClick={() => onChoose(template)}
              data-testid="template-choice"
            >
              <Typography fontWeight="semiBold" textColor="neutral800" ellipsis tag="p">
                {template.name}
              </Typography>
              <Typography variant="pi" textColor="neutral600" tag="p">
                {`${template.language} · ${categoryWord(template.category)}`}
              </Typography>
              {why !== null ? (
                <Typography
                  variant="pi"
                  textColor={usable(why) ? 'neutral800' : 'neutral600'}
                  tag="p"
                >
                  {t(`inbox.template.why.${why}`)}
                </Typography>
              ) : null}
            </Choice>
          </li>
        ))}
      </ChoiceList>
    </Flex>
  );
};

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
  readonly sending: boolean;
}

const Filled = ({
  template,
  may,
  conversation,
  contact,
  onContact,
  onSend,
  onLater,
  sending,
}: Props & { template: TemplateView; may: MayTemplate }) => {
  const t = useT();
  const [texts, setTexts] = useState<SlotTexts>(() => boundTexts(template, contact));
  const sources = useVariableSources(contact);
  const missing = emptySlots(template, texts, { contact, sources });
  const why = obstacle(template, may);
  const chosen = (): ChosenTemplate => ({
    templateId: template.id,
    values: typedValues(template, contact, texts),
    preview: previewBody(template, bindings, { contact, sources }),
  });
  const bindings = useMemo(() => previewBindings(template, texts), [template, texts]);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <TemplatePhone template={template} bindings={bindings} contact={contact} />
      <TemplateCost conversation={conversation} category={gateCategory(template)} />
      {template.slots.map((slot) => (
        <Field.Root key={slot.key} name={slot.key} required>
          <Field.Label>{slotLabel(slot, t)}</Field.Label>
          <TextInput
            size="S"
            value={texts[slot.key] ?? ''}
            maxLength={1024}
            placeholder={
              serverText(template, slot.key, { contact, sources }) ||
              (template.bindings[slot.key]?.source.kind === 'media'
                ? t('inbox.template.file')
                : (slot.example ?? ''))
            }
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

/** Left the templates of the number, right the chosen one with this person's values. */
export const TemplateChooser = (props: Props) => {
  const t = useT();
  const { conversation, contact } = props;
  const { id, accountId } = conversation;
  const templates = useWhatsappListTemplatesQuery({ accountId });
  const gate = useWhatsappMayTemplateQuery({ id, contactId: contact.id });
  const [chosenId, setChosenId] = useState<number | null>(null);
  const all = templates.data?.templates ?? [];
  const chosen = all.find((one) => one.id === chosenId) ?? null;

  if (templates.isLoading || gate.isLoading) return <RowSkeletons rows={4} />;
  if (templates.error)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  if (!gate.data) return <ErrorState error={gate.error} onRetry={() => void gate.refetch()} />;
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <TemplateList
          templates={all}
          may={gate.data}
          chosen={chosen}
          onChoose={(one) => setChosenId(one.id)}
        />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        {chosen ? (
          <Filled key={chosen.id} {...props} template={chosen} may={gate.data} />
        ) : (
          <Flex padding={6} justifyContent="center">
            <Typography textColor="neutral600">{t('inbox.template.choose')}</Typography>
          </Flex>
        )}
      </Grid.Item>
    </Grid.Root>
  );
};
