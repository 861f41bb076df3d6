import { useState } from 'react';
import { Button, Field, Flex, Radio, TextInput, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { QuickReplyView } from '../../../../../server/src/contracts/quick-replies';
import { TEXT_VARIABLES } from '../../../../../server/src/contracts/text-variables';
import {
  useWhatsappCreateQuickRepliesMutation,
  useWhatsappUpdateQuickRepliesMutation,
} from '../../../api/quick-replies';
import { Drawer } from '../../../shared/Drawer';
import { LibraryFileField } from '../../../shared/LibraryFileField';
import { MessageBody } from '../../../shared/MessageBody';
import { useCan } from '../../../shared/permissions';
import { PhoneFrame } from '../../../shared/PhoneFrame';
import { sampleBody, withFile } from '../../../shared/text-variables/sample';
import { VariableText } from '../../../shared/text-variables/VariableText';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { formOf, replyErrors, type ReplyErrors, type ReplyForm } from '../model';

type Props = { reply: QuickReplyView | null; onClose: () => void };

const useReplyForm = ({ reply, onClose }: Props) => {
  const t = useT();
  const { can } = useCan();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [form, setForm] = useState<ReplyForm>(() => formOf(reply));
  const [errors, setErrors] = useState<ReplyErrors>({});
  const shared = form.shared ?? can.quickReplyWrite;
  const [create, creating] = useWhatsappCreateQuickRepliesMutation();
  const [update, updating] = useWhatsappUpdateQuickRepliesMutation();
  const change = (part: Partial<ReplyForm>) => {
    setErrors({});
    setForm((old) => ({ ...old, ...part }));
  };
  const save = async () => {
    const wrong = replyErrors(form);
    if (Object.keys(wrong).length > 0) {
      setErrors(Object.fromEntries(Object.entries(wrong).map(([k, word]) => [k, t(word)])));
      return;
    }
    const body = {
      shortcut: form.shortcut.trim(),
      text: form.text.trim(),
      fileId: form.file?.id ?? null,
      shared,
    };
    try {
      const saved = reply
        ? await update({ id: reply.id, body }).unwrap()
        : await create(body).unwrap();
      toggleNotification({
        type: 'success',
        message: t('quickReplies.saved', { shortcut: saved.shortcut }),
      });
      onClose();
    } catch (refused) {
      const shown = explain(refused);
      if (shown.field) setErrors({ [shown.field]: shown.message });
      else refuse(refused);
    }
  };
  return {
    form: { ...form, shared },
    typed: form,
    change,
    errors,
    save,
    isSaving: creating.isLoading || updating.isLoading,
  };
};

/** Shortcut, text and file, with the bubble as the customer will see it. */
export const ReplyDrawer = (props: Props) => {
  const t = useT();
  const { can } = useCan();
  const { form, typed, change, errors, save, isSaving } = useReplyForm(props);
  return (
    <Drawer
      open
      draft={typed}
      onClose={props.onClose}
      title={t(props.reply ? 'quickReplies.edit' : 'quickReplies.new')}
      footer={
        <>
          <Button variant="tertiary" onClick={props.onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          <Button loading={isSaving} onClick={() => void save()} data-testid="save-quick-reply">
            {t('quickReplies.save')}
          </Button>
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Field.Root
          name="shortcut"
          required
          error={errors.shortcut ?? false}
          hint={t('quickReplies.shortcut-hint')}
        >
          <Field.Label>{t('quickReplies.column.shortcut')}</Field.Label>
          <TextInput
            value={form.shortcut}
            maxLength={40}
            data-testid="shortcut"
            onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
              change({ shortcut: e.target.value })
            }
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
        <VariableText
          name="text"
          required
          label={t('quickReplies.column.text')}
          value={form.text}
          maxLength={4096}
          variables={TEXT_VARIABLES}
          error={errors.text ?? false}
          testId="quick-reply-text"
          onChange={(text) => change({ text })}
        />
        <LibraryFileField
          label={t('quickReplies.column.file')}
          file={form.file}
          error={errors.fileId ?? false}
          onChange={(file) => change({ file })}
        />
        {can.quickReplyWrite ? (
          <Field.Root name="shared">
            <Field.Label>{t('quickReplies.who')}</Field.Label>
            <Radio.Group
              value={form.shared ? 'shared' : 'mine'}
              onValueChange={(value: string) => change({ shared: value === 'shared' })}
            >
              <Radio.Item value="shared">{t('quickReplies.who.shared')}</Radio.Item>
              <Radio.Item value="mine">{t('quickReplies.who.mine')}</Radio.Item>
            </Radio.Group>
          </Field.Root>
        ) : null}
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography variant="sigma" textColor="neutral600">
            {t('quickReplies.preview')}
          </Typography>
          <PhoneFrame title="Ayşe Kaya">
            <MessageBody body={withFile(sampleBody(form.text || ' '), form.file)} />
          </PhoneFrame>
        </Flex>
      </Flex>
    </Drawer>
  );
};
