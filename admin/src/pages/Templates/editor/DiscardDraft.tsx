import { useState } from 'react';
import { Button } from '@strapi/design-system';
import { useWhatsappDiscardDraftTemplatesMutation } from '../../../api/templates';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import type { Editor } from './useEditor';

/** Throws away what was written here; a template that Meta has stays as it is there. */
export const DiscardDraft = ({ editor, onDone }: { editor: Editor; onDone: () => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const [open, setOpen] = useState(false);
  const [discard] = useWhatsappDiscardDraftTemplatesMutation();
  const isNew = editor.view.status === 'DRAFT';
  const confirm = async () => {
    try {
      editor.saving.forget();
      await discard(editor.view.id).unwrap();
      onDone();
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  // Nothing was written yet that could be thrown away.
  if (!isNew && editor.saving.savedAt === null) return null;
  return (
    <>
      <Button variant="danger-light" onClick={() => setOpen(true)} data-testid="discard-draft">
        {t(isNew ? 'templates.discard.new' : 'templates.discard.edit')}
      </Button>
      <ConfirmAction
        open={open}
        onClose={() => setOpen(false)}
        title={t(isNew ? 'templates.discard.newTitle' : 'templates.discard.editTitle')}
        confirmLabel={t(isNew ? 'templates.discard.new' : 'templates.discard.edit')}
        variant="danger"
        onConfirm={confirm}
      >
        {t(isNew ? 'templates.discard.newBody' : 'templates.discard.editBody')}
      </ConfirmAction>
    </>
  );
};
