import { useState } from 'react';
import { Button, Flex, IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { More, Pencil } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { useT } from '../../../shared/useT';
import { DeleteTemplate } from './DeleteTemplate';
import { DuplicateTemplate } from './DuplicateTemplate';

const EDITABLE = ['DRAFT', 'APPROVED', 'REJECTED', 'PAUSED'];

/** Edit, copy and delete. Meta takes edits of approved, rejected and paused templates only. */
export const TemplateActions = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'copy' | 'delete' | null>(null);
  const list = useWhatsappListTemplatesQuery({}).data?.templates ?? [];
  const taken = list
    .filter((one) => one.wabaId === template.wabaId && one.name === template.name)
    .map((one) => one.language);
  const close = () => setDialog(null);
  return (
    <Flex gap={2} wrap="wrap">
      <SimpleMenu
        label={t('templates.more', { name: template.name })}
        tag={IconButton}
        icon={<More />}
        popoverPlacement="bottom-end"
      >
        <MenuItem onSelect={() => setDialog('copy')}>{t('templates.duplicate')}</MenuItem>
        <MenuItem onSelect={() => setDialog('delete')} variant="danger">
          {t('templates.delete')}
        </MenuItem>
      </SimpleMenu>
      {EDITABLE.includes(template.status) ? (
        <Button
          variant="tertiary"
          startIcon={<Pencil />}
          onClick={() => void navigate(`/plugins/whatsapp/templates/${template.id}/edit`)}
          data-testid="edit-template"
        >
          {t('templates.edit')}
        </Button>
      ) : null}
      {dialog === 'copy' ? (
        <DuplicateTemplate template={template} taken={taken} onClose={close} />
      ) : null}
      {dialog === 'delete' ? (
        <DeleteTemplate
          template={template}
          onClose={close}
          onDone={() => void navigate('/plugins/whatsapp/templates')}
        />
      ) : null}
    </Flex>
  );
};
