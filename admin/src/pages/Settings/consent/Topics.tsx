import {
  Button,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import type { Topic } from '../../../../../server/src/contracts/consent';
import { useT } from '../../../shared/useT';
import { Card } from './Card';
import {
  languages,
  MAX_TOPICS,
  newTopic,
  withName,
  type ConsentForm,
  type Language,
} from './model';

type Props = {
  form: ConsentForm;
  /** Keys that are saved: templates and people's answers name them, so they stay. */
  savedKeys: readonly string[];
  onChange: (part: Partial<ConsentForm>) => void;
  problemAt: (field: string) => string | false;
};

type RowProps = {
  topic: Topic;
  at: number;
  isSaved: boolean;
  onChange: (topic: Topic) => void;
  onRemove: () => void;
  problemAt: Props['problemAt'];
};

const Name = ({
  topic,
  at,
  isSaved,
  language,
  onChange,
  problemAt,
}: RowProps & { language: Language }) => {
  const t = useT();
  const field = `topics.${at}.${language}`;
  return (
    <Flex direction="column" alignItems="stretch" flex="1 1 30%">
      <Field.Root name={field} required error={problemAt(field)}>
        <Field.Label>{t(`consent.topics.name.${language}`)}</Field.Label>
        <TextInput
          value={topic[language]}
          maxLength={60}
          data-testid={`topic-${at}-${language}`}
          onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
            onChange(withName(topic, { language, name: e.target.value, isSaved }))
          }
        />
        <Field.Error />
      </Field.Root>
    </Flex>
  );
};

const Row = (props: RowProps) => {
  const t = useT();
  const { topic, at, onChange, onRemove } = props;
  const called = topic.en || topic.tr || t('consent.topics.unnamed');
  return (
    <Flex tag="li" gap={3} alignItems="flex-end" wrap="wrap" data-testid="topic-row">
      {languages.map((language) => (
        <Name key={language} {...props} language={language} />
      ))}
      <Field.Root name={`topics.${at}.category`}>
        <Field.Label>{t('consent.topics.category')}</Field.Label>
        <SingleSelect
          value={topic.category}
          onChange={(value: string | number) =>
            onChange({ ...topic, category: value === 'utility' ? 'utility' : 'marketing' })
          }
        >
          {(['marketing', 'utility'] as const).map((category) => (
            <SingleSelectOption key={category} value={category}>
              {t(`consent.category.${category}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <IconButton label={t('consent.topics.remove', { name: called })} onClick={onRemove} size="L">
        <Trash />
      </IconButton>
    </Flex>
  );
};

/** Kinds of message that people choose one by one on their preference page; templates are marked with them (O-27). */
export const Topics = ({ form, savedKeys, onChange, problemAt }: Props) => {
  const t = useT();
  const { topics } = form;
  const set = (next: Topic[]) => onChange({ topics: next });
  return (
    <Card title={t('consent.topics.title')}>
      <Typography textColor="neutral600">{t('consent.topics.intro')}</Typography>
      {topics.length > 0 ? (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0} margin={0}>
          {topics.map((topic, at) => (
            <Row
              key={at}
              topic={topic}
              at={at}
              isSaved={savedKeys.includes(topic.key)}
              onChange={(next) => set(topics.map((one, i) => (i === at ? next : one)))}
              onRemove={() => set(topics.filter((_one, i) => i !== at))}
              problemAt={problemAt}
            />
          ))}
        </Flex>
      ) : null}
      <Flex>
        <Button
          variant="secondary"
          startIcon={<Plus />}
          disabled={topics.length >= MAX_TOPICS}
          onClick={() => set([...topics, newTopic(topics)])}
          data-testid="add-topic"
        >
          {t('consent.topics.add')}
        </Button>
      </Flex>
    </Card>
  );
};
