import { useId, useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import {
  adviceWords,
  mended,
  type Advice,
  type AdviceCode,
} from '../../../../../server/src/contracts/template-advice';
import type { TemplateDraft } from '../../../../../server/src/contracts/template-draft';
import { LIMITS } from '../../../../../server/src/contracts/template-rules';
import { Mark } from '../../../shared/Mark';
import { Surface } from '../../../shared/Surface';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import type { Key } from '../../../translations/key';
import { withWayOut } from './draft-model';
import { excerptsOf } from './excerpts';
import type { Editor } from './useEditor';

type OneProps = { editor: Editor; advice: Advice };

/** The lines that are meant, with the words marked that made the rule think so. */
const Marked = ({ draft, advice }: { draft: TemplateDraft; advice: Advice }) =>
  excerptsOf(draft, advice.marks ?? []).map(({ field, parts }) => (
    <Typography key={field} tag="p" dir="auto" data-testid="advice-excerpt">
      {parts.map(({ text, isMarked }, index) =>
        isMarked ? <Mark key={index}>{text}</Mark> : text
      )}
    </Typography>
  ));

const PRESSES = {
  'wayOut.missing': 'templates.editor.button.addOptOut',
  'category.marketing': 'templates.advice.toMarketing',
  'house.footer': 'templates.advice.useFooter',
  'house.signOff': 'templates.advice.addName',
  'house.buttons': 'templates.advice.addButtons',
} as const satisfies Partial<Record<AdviceCode, Key>>;

const isPress = (code: AdviceCode): code is keyof typeof PRESSES => Object.hasOwn(PRESSES, code);

/** What one press can do about it; null where only a person can. */
const changeFor = (
  { draft, view, advice: { houseStyle } }: Editor,
  code: AdviceCode
): Partial<TemplateDraft> | null => {
  if (code === 'wayOut.missing')
    return draft.buttons.length < LIMITS.buttons ? { buttons: withWayOut(draft) } : null;
  // The category of an approved template stays.
  if (code === 'category.marketing')
    return view.status === 'APPROVED' ? null : { category: 'MARKETING' };
  return mended(draft, code, houseStyle);
};

const One = ({ editor, advice }: OneProps) => {
  const t = useT();
  const locale = useRuleLocale();
  const { code } = advice;
  const { says, why, instead } = adviceWords(advice, locale);
  const change = changeFor(editor, code);
  return (
    <Box tag="li" background="neutral100" hasRadius padding={4} data-testid={`advice-${code}`}>
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Typography fontWeight="bold">{says}</Typography>
        <Marked draft={editor.draft} advice={advice} />
        <Typography>{why}</Typography>
        <Typography>{instead}</Typography>
        <Flex gap={2} wrap="wrap">
          {change && isPress(code) ? (
            <Button size="S" variant="secondary" onClick={() => editor.change(change)}>
              {t(PRESSES[code])}
            </Button>
          ) : null}
          <Button
            size="S"
            variant="tertiary"
            aria-label={t('templates.advice.waiveOf', { says })}
            onClick={() => editor.advice.waive(code)}
          >
            {t('templates.advice.waive')}
          </Button>
        </Flex>
      </Flex>
    </Box>
  );
};

const Waived = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const locale = useRuleLocale();
  return editor.advice.waived.map((advice) => {
    const { says } = adviceWords(advice, locale);
    return (
      <Flex key={advice.code} gap={2} wrap="wrap" data-testid={`waived-${advice.code}`}>
        <Typography variant="pi" textColor="neutral600">
          {t('templates.advice.waived', { says })}
        </Typography>
        <Button
          size="S"
          variant="ghost"
          aria-label={t('templates.advice.restoreOf', { says })}
          onClick={() => editor.advice.restore(advice.code)}
        >
          {t('templates.advice.restore')}
        </Button>
      </Flex>
    );
  });
};

const List = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const { given } = editor.advice;
  return (
    <>
      <Typography variant="pi" textColor="neutral600">
        {t('templates.advice.note')}
      </Typography>
      {given.length > 0 ? (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
          {given.map((advice) => (
            <One key={advice.code} editor={editor} advice={advice} />
          ))}
        </Flex>
      ) : null}
      <Waived editor={editor} />
    </>
  );
};

/** What could be better (T-37…T-44). It folds, can be waved off, and never keeps anybody from submitting. */
export const AdvicePart = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState(true);
  const { given, waived } = editor.advice;
  if (given.length + waived.length === 0) return null;
  const title = t('templates.advice.title', { count: given.length });
  return (
    <Surface tag="section" aria-label={title} data-testid="advice">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography variant="delta" tag="h2">
            {title}
          </Typography>
          <Button
            size="S"
            variant="ghost"
            aria-expanded={open}
            aria-controls={id}
            endIcon={open ? <CaretUp aria-hidden /> : <CaretDown aria-hidden />}
            onClick={() => setOpen(!open)}
            data-testid="advice-fold"
          >
            {open ? t('templates.advice.close') : t('templates.advice.open')}
          </Button>
        </Flex>
        <Flex id={id} direction="column" alignItems="stretch" gap={3}>
          {open ? <List editor={editor} /> : null}
        </Flex>
      </Flex>
    </Surface>
  );
};
