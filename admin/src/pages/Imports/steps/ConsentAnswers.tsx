import { Box, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Choices } from '../../../shared/Choices';
import { Notice } from '../../../shared/Notice';
import { ResponsiveTable } from '../../../shared/ResponsiveTable';
import { useT } from '../../../shared/useT';
import { meanings, nameOfColumn, wordId, type ImportView, type WordMeaning } from '../model';
import type { Wizard } from '../useWizard';

type Word = ImportView['words'][number];

const Meaning = ({
  view,
  word,
  onChoose,
}: {
  view: ImportView;
  word: Word;
  onChoose: (means: WordMeaning) => void;
}) => {
  const t = useT();
  const label = { word: word.word, column: nameOfColumn(view, word.column) };
  return (
    <Box minWidth="12rem">
      <SingleSelect
        aria-label={t('imports.words.meaning', label)}
        placeholder={t('imports.words.choose')}
        value={word.means ?? ''}
        onChange={(value) => {
          const means = meanings.find((one) => one === value);
          if (means) onChoose(means);
        }}
      >
        {meanings.map((one) => (
          <SingleSelectOption key={one} value={one}>
            {t(`imports.words.${one}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** Every word of the consent columns with what it says; those that nobody understood first. */
const Words = ({
  view,
  words,
  onChoose,
}: {
  view: ImportView;
  words: readonly Word[];
  onChoose: (word: Word, means: WordMeaning) => void;
}) => {
  const t = useT();
  const { formatNumber } = useIntl();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        {t('imports.words.title')}
      </Typography>
      <Typography textColor="neutral600">{t('imports.words.hint')}</Typography>
      <ResponsiveTable<Word>
        rows={[...words]}
        rowKey={wordId}
        label={t('imports.words.title')}
        testId="import-word"
        columns={[
          {
            key: 'word',
            label: t('imports.words.word'),
            isTitle: true,
            render: ({ word }) => (
              <Typography fontWeight="bold" dir="auto">
                {word}
              </Typography>
            ),
          },
          {
            key: 'column',
            label: t('imports.words.column'),
            render: ({ column }) => <Typography>{nameOfColumn(view, column)}</Typography>,
          },
          {
            key: 'rows',
            label: t('imports.words.rows'),
            render: ({ n }) => <Typography>{formatNumber(n)}</Typography>,
          },
          {
            key: 'means',
            label: t('imports.words.means'),
            render: (word) => (
              <Meaning view={view} word={word} onChoose={(means) => onChoose(word, means)} />
            ),
          },
        ]}
      />
    </Flex>
  );
};

const WAYS = ['keep', 'end'] as const;

/** People whose newer yes the file's no would end: their yes stays unless the importer decides otherwise. */
const NewerYes = ({
  n,
  ends,
  onChange,
}: {
  n: number;
  ends: boolean;
  onChange: (ends: boolean) => void;
}) => {
  const t = useT();
  const title = t('imports.newerYes.title', { n });
  return (
    <Notice variant="warning" title={title} testId="import-newer-yes">
      <Flex direction="column" alignItems="flex-start" gap={3}>
        <Typography>{t('imports.newerYes.hint')}</Typography>
        <Choices
          label={title}
          isLabelHidden
          value={ends ? 'end' : 'keep'}
          options={WAYS.map((way) => [way, t(`imports.newerYes.${way}`)] as const)}
          onChange={(way) => onChange(way === 'end')}
        />
      </Flex>
    </Notice>
  );
};

type Props = {
  readonly wizard: Wizard;
  readonly operation: NonNullable<ImportView['check']>;
};

/** What the dry run asks of the columns of consent. Answers are settings: with them the file is checked again. */
export const ConsentAnswers = ({ wizard, operation }: Props) => {
  const t = useT();
  const { view, answers } = wizard;
  const newerYes = operation.counters.newerYes ?? 0;
  return (
    <>
      {view.tooManyWords.map((column) => (
        <Notice
          key={column}
          variant="danger"
          title={t('imports.words.many', { column: nameOfColumn(view, column) })}
        >
          {t('imports.words.many.hint')}
        </Notice>
      ))}
      {answers.words.length > 0 && view.tooManyWords.length === 0 ? (
        <Words view={view} words={answers.words} onChoose={answers.choose} />
      ) : null}
      {newerYes > 0 ? (
        <NewerYes n={newerYes} ends={answers.endsNewerYes} onChange={answers.setEnds} />
      ) : null}
    </>
  );
};
