import { Box, Typography } from '@strapi/design-system';
import { adviceWords } from '../../../../../server/src/contracts/template-advice';
import { unmarkedWayOuts } from '../../../../../server/src/contracts/template-rules';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Notice } from '../../../shared/Notice';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { useLanguageName } from '../../../shared/useLanguageName';
import { exampleLinks, markedButtons } from './draft-model';
import type { Editor } from './useEditor';
import { WayOutQuestion } from './WayOutQuestion';

interface Props {
  readonly editor: Editor;
  readonly open: boolean;
  readonly onClose: () => void;
  /** The id under which the template is from now on. */
  readonly onDone: (id: number) => void;
}

/** What could be better, once more before it cannot be changed for a while. It holds nobody back. */
const LastAdvice = ({ editor }: Pick<Props, 'editor'>) => {
  const t = useT();
  const locale = useRuleLocale();
  const { given } = editor.advice;
  if (given.length === 0) return null;
  return (
    <Box data-testid="submit-advice">
      <Typography fontWeight="bold">
        {t('templates.submit.advice', { count: given.length })}
      </Typography>
      <Box tag="ul" paddingLeft={4}>
        {given.map((advice) => (
          <Typography key={advice.code} tag="li" display="list-item">
            {adviceWords(advice, locale).says}
          </Typography>
        ))}
      </Box>
    </Box>
  );
};

/** A taken-over text whose address nobody replaced would send customers to a foreign page. */
const ExampleLinks = ({ editor }: Pick<Props, 'editor'>) => {
  const t = useT();
  const texts = exampleLinks(editor.draft);
  if (texts.length === 0) return null;
  const names = texts.map((text) => `“${text}”`).join(', ');
  return (
    <Notice
      variant="warning"
      title={t('templates.submit.example', { names })}
      testId="submit-example"
    >
      {t('templates.library.addressHint')}
    </Notice>
  );
};

/** Says before the review what cannot be changed after it. */
const Confirmation = ({ editor, open, onClose, onDone }: Props) => {
  const t = useT();
  const languageOf = useLanguageName();
  const { draft, view } = editor;
  const isNew = view.status === 'DRAFT';
  const lines = [
    t('templates.submit.category', {
      category: t(`templates.category.${draft.category}`),
      meaning: t(`templates.category.${draft.category}.meaning`),
    }),
    isNew
      ? t('templates.submit.fixed', {
          name: draft.name,
          language: languageOf(draft.language),
        })
      : t('templates.submit.edit'),
    ...(view.editsLeft
      ? [t('templates.submit.editsLeft', { day: view.editsLeft.day, month: view.editsLeft.month })]
      : []),
    t('templates.submit.wait'),
  ];
  return (
    <ConfirmAction
      open={open}
      onClose={onClose}
      title={t('templates.submit.title', { name: draft.name })}
      confirmLabel={t('templates.submit.confirm')}
      confirmTestId="submit-confirm"
      onConfirm={async () => {
        const id = await editor.submit();
        if (id === null) onClose();
        else onDone(id);
      }}
    >
      <Box tag="ul" paddingLeft={4}>
        {lines.map((line) => (
          <Typography key={line} tag="li" display="list-item">
            {line}
          </Typography>
        ))}
      </Box>
      <ExampleLinks editor={editor} />
      <LastAdvice editor={editor} />
    </ConfirmAction>
  );
};

/** Asks first about buttons of a marketing template that only look like the way out; either answer is kept in the draft. */
export const SubmitDialog = (props: Props) => {
  const { editor, open, onClose } = props;
  const { draft, change } = editor;
  const texts = draft.category === 'MARKETING' ? unmarkedWayOuts(draft) : [];
  if (!open || texts.length === 0) return <Confirmation {...props} />;
  return (
    <WayOutQuestion
      texts={texts}
      onClose={onClose}
      onAnswer={(optOut) => change({ buttons: markedButtons(draft.buttons, texts, optOut) })}
    />
  );
};
