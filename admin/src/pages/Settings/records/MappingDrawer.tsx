import { useState, type ReactNode } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { HostTypeView, MappingView } from '../../../../../server/src/contracts/records';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { CheckPanel } from './CheckPanel';
import { ConversionRule } from './ConversionRule';
import { Marks } from './Marks';
import { MeaningSelects } from './MeaningSelects';
import { Rules } from './Rules';
import { UseFields } from './UseFields';
import { useMappingForm, type MappingForm } from './useMappingForm';

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <Flex tag="section" direction="column" alignItems="stretch" gap={4}>
    <Typography variant="delta" tag="h3">
      {title}
    </Typography>
    {children}
  </Flex>
);

const Role = ({ form }: { form: MappingForm }) => {
  const t = useT();
  const { body, change, trouble } = form;
  const isWrong = trouble?.field === 'role';
  return (
    <Field.Root
      name="role"
      required
      hint={t('records.role.hint')}
      {...(isWrong ? { error: trouble.message } : {})}
    >
      <Field.Label>{t('records.role')}</Field.Label>
      <TextInput
        value={body.role}
        maxLength={40}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          change({ role: event.target.value })
        }
        data-testid="mapping-role"
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** A refusal that no field of the form shows. */
const Refused = ({ form }: { form: MappingForm }) => {
  const { trouble } = form;
  if (!trouble) return null;
  return (
    <Box role="alert">
      <Notice variant="danger" title={trouble.message}>
        {trouble.remedy}
      </Notice>
    </Box>
  );
};

interface Props {
  readonly type: HostTypeView;
  readonly mapping: MappingView | null;
  readonly onClose: () => void;
  readonly onSaved: (mapping: MappingView, isNew: boolean) => void;
}

/** How one content type feeds people: what its fields mean, who sees them, what happens by itself. */
export const MappingDrawer = ({ type, mapping, onClose, onSaved }: Props) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const form = useMappingForm(type, mapping);
  const [isLeaving, setLeaving] = useState(false);
  const isTouched = mapping !== null && form.isDirty;
  const leave = () => (isTouched ? setLeaving(true) : onClose());
  const save = async () => {
    const saved = await form.submit();
    if (!saved) return;
    toggleNotification({ type: 'success', message: t('records.saved', { label: saved.label }) });
    onSaved(saved, mapping === null);
  };
  return (
    <Drawer
      open
      onClose={leave}
      title={t(mapping ? 'records.change.title' : 'records.edit.title', { label: type.label })}
      footer={
        <>
          <Button variant="tertiary" onClick={leave}>
            {t('shell.dialog.dismiss')}
          </Button>
          <Button
            loading={form.isSaving}
            disabled={!form.isDirty}
            onClick={() => void save()}
            data-testid="mapping-save"
          >
            {t('records.save')}
          </Button>
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Refused form={form} />
        <Role form={form} />
        <Part title={t('records.part.person')}>
          <MeaningSelects type={type} form={form} />
          <CheckPanel uid={type.uid} body={form.body} />
          {type.hasDrafts || type.localized ? (
            <Typography variant="pi" textColor="neutral600">
              {t('records.row-rule')}
            </Typography>
          ) : null}
        </Part>
        <Part title={t('records.part.fields')}>
          <UseFields type={type} form={form} />
        </Part>
        <Part title={t('records.part.sensitive')}>
          <Marks type={type} mapping={mapping} form={form} />
        </Part>
        <Part title={t('records.part.rules')}>
          <Rules type={type} form={form} />
        </Part>
        <Part title={t('records.part.conversion')}>
          <ConversionRule type={type} form={form} />
        </Part>
      </Flex>
      <ConfirmAction
        open={isLeaving}
        onClose={() => setLeaving(false)}
        title={t('records.leave.title')}
        confirmLabel={t('records.leave.confirm')}
        variant="danger"
        onConfirm={onClose}
      >
        {t('records.leave.body')}
      </ConfirmAction>
    </Drawer>
  );
};
