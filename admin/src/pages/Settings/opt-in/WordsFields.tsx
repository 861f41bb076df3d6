import { Box, Checkbox, Field, Flex, Textarea, TextInput, Typography } from '@strapi/design-system';
import type { OptInLanguage, OptInWords } from '../../../../../server/src/contracts/opt-in';
import { useT } from '../../../shared/useT';
import type { Editor } from './useOptInForm';

interface Props {
  readonly editor: Editor;
  readonly language: OptInLanguage;
}
type Part = { [K in keyof OptInWords]: OptInWords[K] extends string ? K : never }[keyof OptInWords];

const LONGEST: Record<Part, number> = { title: 120, agree: 300, notice: 2000, thanks: 1000 };

const Words = ({ editor, language, of }: Props & { of: Part }) => {
  const t = useT();
  const value = editor.form.texts[language]?.[of] ?? '';
  const wrong = editor.wrongAt(`texts.${language}.${of}`);
  const isShort = of === 'title';
  const shared = {
    value,
    maxLength: LONGEST[of],
    lang: language,
    dir: 'auto',
    'data-testid': `opt-in-${of}-${language}`,
  };
  return (
    <Field.Root
      name={`${of}-${language}`}
      required={of !== 'thanks'}
      error={wrong}
      hint={t(`optIn.words.${of}.hint`, { business: editor.business })}
    >
      <Field.Label>{t(`optIn.words.${of}`)}</Field.Label>
      {isShort ? (
        <TextInput
          {...shared}
          onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
            editor.words(language, { [of]: e.target.value })
          }
        />
      ) : (
        <Textarea
          {...shared}
          onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
            editor.words(language, { [of]: e.target.value })
          }
        />
      )}
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** How it will stand on the page: the box is empty, always. */
const Preview = ({ editor, language }: Props) => {
  const t = useT();
  const words = editor.form.texts[language];
  return (
    <Box
      background="neutral100"
      borderColor="neutral200"
      hasRadius
      padding={4}
      role="group"
      aria-label={t('optIn.preview', { language: t(`consent.language.${language}`) })}
      data-testid={`opt-in-preview-${language}`}
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography variant="pi" textColor="neutral600">
          {t('optIn.preview', { language: t(`consent.language.${language}`) })}
        </Typography>
        <Typography fontWeight="bold" dir="auto">
          {words?.title}
        </Typography>
        <Flex gap={2} alignItems="flex-start">
          <Box
            aria-hidden
            background="neutral0"
            borderColor="neutral300"
            hasRadius
            width="2rem"
            height="2rem"
            shrink={0}
          />
          <Typography dir="auto">{words?.agree}</Typography>
        </Flex>
      </Flex>
    </Box>
  );
};

/** Everything that a person reads in one language; without the tick that language is not offered. */
export const WordsFields = ({ editor, language }: Props) => {
  const t = useT();
  const words = editor.form.texts[language];
  const name = t(`consent.language.${language}`);
  return (
    <Flex tag="section" aria-label={name} direction="column" alignItems="stretch" gap={4}>
      <Typography variant="delta" tag="h3">
        {name}
      </Typography>
      <Checkbox
        checked={words !== null}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          editor.offer(language, checked === true)
        }
        data-testid={`opt-in-offer-${language}`}
      >
        {t('optIn.offer', { language: name })}
      </Checkbox>
      {words === null ? null : (
        <>
          <Words editor={editor} language={language} of="title" />
          <Words editor={editor} language={language} of="agree" />
          <Words editor={editor} language={language} of="notice" />
          <Field.Root
            name={`noticeUrl-${language}`}
            error={editor.wrongAt(`texts.${language}.noticeUrl`)}
            hint={t('optIn.words.noticeUrl.hint')}
          >
            <Field.Label>{t('optIn.words.noticeUrl')}</Field.Label>
            <TextInput
              type="url"
              value={words.noticeUrl ?? ''}
              maxLength={500}
              onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
                editor.words(language, { noticeUrl: e.target.value.trim() || null })
              }
            />
            <Field.Error />
            <Field.Hint />
          </Field.Root>
          <Words editor={editor} language={language} of="thanks" />
          <Preview editor={editor} language={language} />
        </>
      )}
    </Flex>
  );
};
