import {
  Box,
  Checkbox,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { FILE_KINDS } from '../../../../../server/src/contracts/bots';
import { TagField } from '../../../shared/people/TagField';
import { useT } from '../../../shared/useT';
import { OnlyIf } from './OnlyIf';
import { WordsInput } from './WordsInput';
import { kindOfTrigger, TRIGGER_KINDS, triggerOf, type Trigger, type TriggerKind } from '../model';

type Props = {
  index: number;
  trigger: Trigger;
  onChange: (trigger: Trigger) => void;
  onRemove: () => void;
  errorOf: (field: string) => string | false;
};

type Keyword = Extract<Trigger, { kind: 'keyword' }>;

const Words = ({
  trigger,
  onChange,
  error,
}: {
  trigger: Keyword;
  onChange: (trigger: Trigger) => void;
  error: string | false;
}) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Field.Root name="words" required error={error} hint={t('bots.words-hint')}>
        <Field.Label>{t('bots.words')}</Field.Label>
        <WordsInput
          words={trigger.words}
          placeholder={t('bots.words-example')}
          testId="trigger-words"
          onChange={(words) => onChange({ ...trigger, words })}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      {trigger.match === 'exact' ? null : (
        <Checkbox
          checked={trigger.wholeWord}
          onCheckedChange={(checked) => onChange({ ...trigger, wholeWord: checked === true })}
        >
          {t('bots.whole-word')}
        </Checkbox>
      )}
      <Checkbox
        checked={trigger.accents}
        onCheckedChange={(checked) => onChange({ ...trigger, accents: checked === true })}
      >
        {t('bots.accents')}
      </Checkbox>
    </Flex>
  );
};

/** Events whose value is typed. */
const WORDED = ['button', 'topic-out', 'link-opened', 'closed', 'unanswered'] as const;
const hasWords = (event: string): event is (typeof WORDED)[number] =>
  (WORDED as readonly string[]).includes(event);

const Value = ({ trigger, onChange, errorOf, index }: Props) => {
  const t = useT();
  if (trigger.kind === 'keyword')
    return (
      <Words
        trigger={trigger}
        onChange={onChange}
        error={errorOf(`triggers.${index}.words`) || errorOf(`triggers.${index}`)}
      />
    );
  if (trigger.kind === 'pattern')
    return (
      <Field.Root
        name="pattern"
        required
        error={errorOf(`triggers.${index}.pattern`)}
        hint={t('bots.pattern-hint')}
      >
        <Field.Label>{t('bots.pattern')}</Field.Label>
        <TextInput
          value={trigger.pattern}
          maxLength={300}
          placeholder="#?\d{4,6}"
          onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
            onChange({ ...trigger, pattern: e.target.value })
          }
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    );
  // One tag sets it off: another one that is chosen takes its place.
  if (trigger.event === 'tag-added')
    return (
      <TagField
        label={t('bots.value.tag-added')}
        value={trigger.value === '' ? [] : [trigger.value]}
        error={errorOf(`triggers.${index}.value`) || undefined}
        onChange={(tags) => onChange({ ...trigger, value: tags.at(-1) ?? '' })}
      />
    );
  const { event } = trigger;
  if (event === 'file')
    return (
      <Field.Root name="value">
        <Field.Label>{t('bots.value.file')}</Field.Label>
        <SingleSelect
          value={trigger.value || 'any'}
          onChange={(kind) => onChange({ ...trigger, value: kind === 'any' ? '' : String(kind) })}
        >
          {(['any', ...FILE_KINDS] as const).map((kind) => (
            <SingleSelectOption key={kind} value={kind}>
              {t(`bots.file.${kind}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    );
  if (!hasWords(event)) return null;
  return (
    <Field.Root
      name="value"
      required={event === 'unanswered'}
      error={errorOf(`triggers.${index}.value`)}
      hint={t(`bots.value.${event}.hint`)}
    >
      <Field.Label>{t(`bots.value.${event}`)}</Field.Label>
      <TextInput
        inputMode={event === 'unanswered' ? 'numeric' : undefined}
        value={trigger.value}
        maxLength={256}
        onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
          onChange({ ...trigger, value: e.target.value })
        }
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** One thing that sets the bot off. */
export const TriggerCard = (props: Props) => {
  const t = useT();
  const { trigger, onChange, onRemove, index, errorOf } = props;
  return (
    <Box
      borderColor="neutral200"
      hasRadius
      padding={4}
      role="group"
      aria-label={t('bots.trigger-n', { number: index + 1 })}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        {/* Where the chosen words leave it no room, the button goes below them: cut words would say less. */}
        <Flex gap={2} alignItems="flex-end" justifyContent="flex-end" wrap="wrap">
          <Box flex="1">
            <Field.Root name="trigger">
              <Field.Label>{t('bots.trigger')}</Field.Label>
              <SingleSelect
                value={kindOfTrigger(trigger)}
                onChange={(kind) => onChange(triggerOf(kind as TriggerKind, trigger))}
              >
                {TRIGGER_KINDS.map((kind) => (
                  <SingleSelectOption key={kind} value={kind}>
                    {t(`bots.trigger.${kind}`)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
          </Box>
          <IconButton
            variant="ghost"
            label={t('bots.trigger-remove', { number: index + 1 })}
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        </Flex>
        <Value key={trigger.kind} {...props} />
        <OnlyIf
          index={index}
          when={trigger.when ?? null}
          error={errorOf(`triggers.${index}.when`)}
          onChange={(when) => onChange({ ...trigger, when })}
        />
      </Flex>
    </Box>
  );
};
