import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import {
  MAX_REPLIES_FILE,
  type RepliesPreview,
  type RepliesProblem,
} from '../../../../../server/src/contracts/quick-replies';
import {
  useWhatsappImportQuickRepliesMutation,
  useWhatsappPreviewQuickRepliesMutation,
} from '../../../api/quick-replies';
import { CsvField } from '../../../shared/CsvField';
import { Drawer } from '../../../shared/Drawer';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

interface Chosen {
  readonly text: string;
  readonly name: string;
}

/** A file from the choice to the table: chosen, looked at, taken. */
const useReplyFile = (onDone: () => void) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [file, setFile] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [preview, setPreview] = useState<RepliesPreview | null>(null);
  const [look, looking] = useWhatsappPreviewQuickRepliesMutation();
  const [take, taking] = useWhatsappImportQuickRepliesMutation();
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setPreview(null);
    setFile(null);
    setWrong(null);
    if (chosen.size > MAX_REPLIES_FILE) {
      setWrong(t('quickReplies.import.large'));
      return;
    }
    const text = await chosen.text();
    setFile({ text, name: chosen.name });
    const answer = await look({ text });
    if ('data' in answer) setPreview(answer.data ?? null);
    else refuse(answer.error);
  };
  const save = async () => {
    if (!file) return;
    const answer = await take({ text: file.text });
    if (!('data' in answer) || !answer.data) {
      refuse('error' in answer ? answer.error : null);
      return;
    }
    const { added, changed } = answer.data;
    toggleNotification({
      type: 'success',
      message: t('quickReplies.import.done', { added, changed }),
    });
    onDone();
  };
  return {
    file,
    wrong,
    preview,
    choose,
    save,
    isLooking: looking.isLoading,
    isSaving: taking.isLoading,
  };
};

const Problem = ({ problem }: { problem: RepliesProblem }) => {
  const t = useT();
  const { row, kind, value } = problem;
  const what = t(`quickReplies.import.problem.${kind}`, { value: value ?? '' });
  return (
    <Typography tag="li" dir="auto" data-testid="reply-problem">
      {row === null ? what : t('quickReplies.import.row', { row, what })}
    </Typography>
  );
};

const Counts = ({ preview }: { preview: RepliesPreview }) => {
  const t = useT();
  const { added, changed, same, refused, problems } = preview;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="status">
      <Typography fontWeight="bold" data-testid="reply-counts">
        {t('quickReplies.import.counts', { added, changed, same, refused })}
      </Typography>
      {problems.length > 0 ? (
        <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
          {problems.map((problem, i) => (
            <Problem key={`${problem.row ?? 0} ${problem.kind} ${i}`} problem={problem} />
          ))}
        </Flex>
      ) : null}
      {refused > problems.length ? (
        <Typography textColor="neutral600">
          {t('quickReplies.import.more', { count: refused - problems.length })}
        </Typography>
      ) : null}
    </Flex>
  );
};

/** Quick replies from a CSV file: what would happen is shown before it does. */
export const ImportReplies = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const form = useReplyFile(onClose);
  const { preview } = form;
  const count = preview ? preview.added + preview.changed : 0;
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('quickReplies.import')}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          <Button
            disabled={count === 0}
            loading={form.isSaving}
            onClick={() => void form.save()}
            data-testid="import-replies"
          >
            {t('quickReplies.import.do', { count })}
          </Button>
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography textColor="neutral600">{t('quickReplies.import.how')}</Typography>
        <CsvField
          label={t('quickReplies.import.file')}
          chooseLabel={t('quickReplies.import.choose')}
          chosen={form.file?.name ?? t('quickReplies.import.none')}
          error={form.wrong}
          isBusy={form.isLooking}
          onChoose={(file) => void form.choose(file)}
          testId="replies-file"
        />
        {preview ? <Counts preview={preview} /> : null}
      </Flex>
    </Drawer>
  );
};
