import { Box, Checkbox, Flex } from '@strapi/design-system';
import type { AnswerKind } from '../../../../../server/src/contracts/flow-graph';
import { useT } from '../../../shared/useT';
import { BotText } from '../components/BotText';
import { asName, CHOICES_MOST, isList, newChoice, titleMost, type EditOf } from './model/form';
import {
  Add,
  Duration,
  NumberField,
  Removable,
  Select,
  Text,
  Words,
  type Props,
  type StepProps,
} from './StepInputs';

/** Under which name the answer is kept. */
const SaveAs = ({
  value,
  required,
  error,
  onChange,
}: {
  value: string;
  required: boolean;
  error: string | false;
  onChange: (name: string) => void;
}) => {
  const t = useT();
  return (
    <Words
      name="saveAs"
      label={t(required ? 'flows.field.save-as' : 'flows.field.save-as-optional')}
      required={required}
      value={value}
      most={40}
      error={error}
      hint={t('flows.field.save-as-hint', { token: `{{${value || 'order_number'}}}` })}
      testId="step-save-as"
      onChange={(typed) => onChange(asName(typed))}
    />
  );
};

/** What is done about an answer that does not fit, and about silence. */
const Asking = ({
  step,
  onChange,
  errorOf,
  saved,
}: StepProps<EditOf<'question'> | EditOf<'choice'>>) => {
  const t = useT();
  return (
    <>
      <NumberField
        name="tries"
        label={t('flows.field.tries')}
        hint={t('flows.field.tries-hint')}
        value={step.tries}
        error={errorOf('tries')}
        onChange={(tries) => onChange({ ...step, tries: tries ?? 0 })}
      />
      {step.tries > 1 ? (
        <BotText
          name="again"
          label={t('flows.field.again')}
          hint={t('flows.field.again-hint')}
          value={step.again}
          own={saved}
          maxLength={1024}
          isCounted
          error={errorOf('again')}
          onChange={(again) => onChange({ ...step, again })}
        />
      ) : null}
      <Duration
        name="noAnswerAfter"
        label={t('flows.field.no-answer')}
        hint={t('flows.field.no-answer-hint')}
        value={step.noAnswerAfter}
        error={errorOf('noAnswerAfter')}
        onChange={(minutes) => onChange({ ...step, noAnswerAfter: minutes ?? 0 })}
      />
    </>
  );
};

const ANSWERS = ['text', 'number', 'date', 'phone', 'email', 'file', 'place'] as const;
const newAnswer = (kind: AnswerKind['kind']): AnswerKind => {
  if (kind === 'text') return { kind, most: 1000 };
  if (kind === 'number') return { kind, from: null, to: null, whole: false };
  return kind === 'date' ? { kind, when: 'any' } : { kind };
};

/** What narrows an answer of this kind. */
const Answer = ({ step, onChange, errorOf }: Props<'question'>) => {
  const t = useT();
  const { answer } = step;
  const put = (next: AnswerKind) => onChange({ ...step, answer: next });
  if (answer.kind === 'text')
    return (
      <NumberField
        name="most"
        label={t('flows.field.most')}
        value={answer.most}
        error={errorOf('answer.most')}
        onChange={(most) => put({ ...answer, most: most ?? 0 })}
      />
    );
  if (answer.kind === 'date')
    return (
      <Select
        name="when"
        label={t('flows.field.date')}
        value={answer.when}
        options={(['any', 'past', 'future'] as const).map((one) => [one, t(`flows.date.${one}`)])}
        onChange={(when) => put({ ...answer, when })}
      />
    );
  if (answer.kind !== 'number') return null;
  return (
    <>
      <Flex gap={2} alignItems="flex-start">
        <Box flex="1">
          <NumberField
            name="from"
            label={t('flows.field.from')}
            value={answer.from}
            onChange={(from) => put({ ...answer, from })}
          />
        </Box>
        <Box flex="1">
          <NumberField
            name="to"
            label={t('flows.field.to')}
            value={answer.to}
            error={errorOf('answer.to')}
            onChange={(to) => put({ ...answer, to })}
          />
        </Box>
      </Flex>
      <Checkbox
        checked={answer.whole}
        onCheckedChange={(whole: boolean | 'indeterminate') =>
          put({ ...answer, whole: whole === true })
        }
      >
        {t('flows.field.whole')}
      </Checkbox>
    </>
  );
};

export const QuestionFields = (props: Props<'question'>) => {
  const t = useT();
  const { step, onChange, errorOf } = props;
  return (
    <>
      <Text {...props} label="flows.field.question" />
      <Select
        name="answer"
        label={t('flows.field.answer')}
        hint={t('flows.field.answer-hint')}
        value={step.answer.kind}
        options={ANSWERS.map((one) => [one, t(`flows.answer.${one}`)])}
        onChange={(kind) => onChange({ ...step, answer: newAnswer(kind) })}
      />
      <Answer {...props} />
      <SaveAs
        required
        value={step.saveAs}
        error={errorOf('saveAs')}
        onChange={(saveAs) => onChange({ ...step, saveAs })}
      />
      <Asking {...props} />
    </>
  );
};

export const ChoiceFields = (props: Props<'choice'>) => {
  const t = useT();
  const { step, onChange, errorOf } = props;
  const { choices } = step;
  const put = (next: typeof choices) => onChange({ ...step, choices: next });
  return (
    <>
      <Text {...props} label="flows.field.question" />
      {choices.map((choice, i) => {
        const change = (part: Partial<typeof choice>) =>
          put(choices.map((old, at) => (at === i ? { ...old, ...part } : old)));
        return (
          <Removable
            key={choice.id}
            label={t('flows.choice.remove', { number: i + 1 })}
            isOnly={choices.length === 1}
            onRemove={() => put(choices.filter((_old, at) => at !== i))}
          >
            <Words
              name={`choice-${i}`}
              label={t('flows.choice', { number: i + 1 })}
              required
              value={choice.title}
              most={titleMost(step)}
              error={errorOf(`choices.${i}.title`)}
              testId={`choice-${i + 1}`}
              onChange={(title) => change({ title })}
            />
            {isList(step) ? (
              <Words
                name={`note-${i}`}
                label={t('flows.choice.note', { number: i + 1 })}
                value={choice.note}
                most={72}
                onChange={(note) => change({ note })}
              />
            ) : null}
          </Removable>
        );
      })}
      <Add
        word="flows.choice.add"
        isFull={choices.length >= CHOICES_MOST}
        onAdd={() => put([...choices, newChoice()])}
      />
      {isList(step) ? (
        <Words
          name="open"
          label={t('flows.field.open')}
          hint={t('flows.field.open-hint')}
          value={step.open}
          most={20}
          error={errorOf('open')}
          onChange={(open) => onChange({ ...step, open })}
        />
      ) : null}
      <SaveAs
        required={false}
        value={step.saveAs ?? ''}
        error={errorOf('saveAs')}
        onChange={(name) => onChange({ ...step, saveAs: name === '' ? null : name })}
      />
      <Asking {...props} />
    </>
  );
};
