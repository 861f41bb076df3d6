import { useState } from 'react';
import { Button, Field, Flex, Tag, TextInput, Typography } from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import type { ConsentSettings, OwnWordLists } from '../../../../../server/src/contracts/consent';
import { useWhatsappTryWordsQuery } from '../../../api/consent';
import { NameBadge } from '../../../shared/NameBadge';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import { ByLanguage } from './ByLanguage';
import { Card } from './Card';
import { withoutWord, withWord, type ConsentForm, type Language } from './model';

const BuiltIn = ({ words }: { words: readonly string[] }) =>
  words.map((word) => <NameBadge key={word}>{word}</NameBadge>);

/** Words that count by what they answer; none can be added. */
const AfterPromotion = ({ words }: { words: ConsentSettings['builtIn']['afterPromotion'] }) => {
  const t = useT();
  return (
    <ByLanguage title={t('consent.words.afterPromotion')}>
      {(language) => (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography variant="sigma" textColor="neutral600" tag="h4">
            {t(`consent.language.${language}`)}
          </Typography>
          <Flex gap={1} wrap="wrap" data-testid={`afterPromotion-${language}`}>
            <BuiltIn words={words[language]} />
          </Flex>
        </Flex>
      )}
    </ByLanguage>
  );
};

type ListProps = {
  of: 'optOutWords' | 'optInWords';
  language: Language;
  builtIn: readonly string[];
  lists: OwnWordLists;
  onChange: (lists: OwnWordLists) => void;
  error: string | false;
};

const WordList = ({ of, language, builtIn, lists, onChange, error }: ListProps) => {
  const t = useT();
  const [typed, setTyped] = useState('');
  const add = () => {
    onChange(withWord(lists, language, typed));
    setTyped('');
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="sigma" textColor="neutral600" tag="h4">
        {t(`consent.language.${language}`)}
      </Typography>
      <Flex gap={1} wrap="wrap" data-testid={`${of}-${language}`}>
        <BuiltIn words={builtIn} />
        {lists[language].map((word) => (
          <Tag
            key={word}
            icon={<Cross aria-hidden />}
            label={t('consent.words.remove', { word })}
            onClick={() => onChange(withoutWord(lists, language, word))}
          >
            {word}
          </Tag>
        ))}
      </Flex>
      <Field.Root name={`${of}.${language}`} error={error}>
        <Field.Label>{t('consent.words.add')}</Field.Label>
        <Flex gap={2} alignItems="flex-start">
          <TextInput
            value={typed}
            maxLength={60}
            onChange={(e: React.ChangeEvent<HTMLInputElement>) => setTyped(e.target.value)}
            onKeyDown={(e: React.KeyboardEvent) => {
              if (e.key !== 'Enter') return;
              e.preventDefault();
              add();
            }}
          />
          <Button
            variant="secondary"
            startIcon={<Plus />}
            disabled={typed.trim() === ''}
            onClick={add}
          >
            {t('consent.words.addButton')}
          </Button>
        </Flex>
        <Field.Error />
      </Field.Root>
    </Flex>
  );
};

type Props = {
  form: ConsentForm;
  settings: ConsentSettings;
  onChange: (part: Partial<ConsentForm>) => void;
  problemAt: (field: string) => string | false;
};

/** "STOP." → opts out of all messages ✓: with the words as they stand on the page, saved or not (O-17). */
const TryIt = ({ form }: { form: ConsentForm }) => {
  const t = useT();
  const [text, setText] = useState('');
  const asked = useDebounced(text);
  const { optOutWords, optInWords } = form;
  const { data } = useWhatsappTryWordsQuery(
    { text: asked, optOutWords, optInWords },
    { skip: asked.trim() === '' }
  );
  const answer = asked.trim() === '' || !data ? null : (data.answer ?? 'nothing');
  return (
    <Field.Root name="try" hint={t('consent.try.hint')}>
      <Field.Label>{t('consent.try.label')}</Field.Label>
      <TextInput
        value={text}
        maxLength={1000}
        placeholder={t('consent.try.placeholder')}
        data-testid="try-word"
        onChange={(e: React.ChangeEvent<HTMLInputElement>) => setText(e.target.value)}
      />
      <Field.Hint />
      <Typography role="status" data-testid="try-answer" data-answer={answer ?? ''}>
        {answer === null ? '' : t(`consent.try.${answer}`)}
      </Typography>
    </Field.Root>
  );
};

/** Words that opt out, always or as the answer to a promotion, and words that bring messages back, with a field to try them. */
export const Words = ({ form, settings, onChange, problemAt }: Props) => {
  const t = useT();
  const { builtIn } = settings;
  const list = (of: ListProps['of'], known: ConsentSettings['builtIn']['optOut']) => (
    <ByLanguage title={t(`consent.words.${of}`)}>
      {(language) => (
        <WordList
          of={of}
          language={language}
          builtIn={known[language]}
          lists={form[of]}
          onChange={(next) => onChange({ [of]: next })}
          error={problemAt(`${of}.${language}`)}
        />
      )}
    </ByLanguage>
  );
  return (
    <Card title={t('consent.words.title')}>
      <Typography textColor="neutral600">{t('consent.words.intro')}</Typography>
      <TryIt form={form} />
      {list('optOutWords', builtIn.optOut)}
      <AfterPromotion words={builtIn.afterPromotion} />
      {list('optInWords', builtIn.optIn)}
    </Card>
  );
};
