import { Box, Typography } from '@strapi/design-system';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useT } from '../../../shared/useT';
import { useLanguageName } from '../../../shared/useLanguageName';
import type { Editor } from './useEditor';

/** Says before the review what cannot be changed after it. */
export const SubmitDialog = ({
  editor,
  open,
  onClose,
  onDone,
}: {
  editor: Editor;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}) => {
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
        if (await editor.submit()) onDone();
        else onClose();
      }}
    >
      <Box tag="ul" paddingLeft={4}>
        {lines.map((line) => (
          <Typography key={line} tag="li" display="list-item">
            {line}
          </Typography>
        ))}
      </Box>
    </ConfirmAction>
  );
};
