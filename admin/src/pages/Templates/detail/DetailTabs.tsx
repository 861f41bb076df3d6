import { Flex, Typography } from '@strapi/design-system';
import { useLocation, useNavigate } from 'react-router-dom';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { SlotBindings, TemplateView } from '../../../../../server/src/contracts/templates';
import { useCan } from '../../../shared/permissions';
import { TemplatePhone } from '../../../shared/TemplatePhone';
import { isOpen } from '../../../shared/template-preview';
import { useT } from '../../../shared/useT';
import { carriesCode } from '../model';
import { BesidePreview } from '../components/BesidePreview';
import { History } from './History';
import { Languages } from './Languages';
import { Uses } from './Uses';
import { Variables } from './Variables';

interface Props {
  template: TemplateView;
  form: { bindings: SlotBindings; setBindings: (bindings: SlotBindings) => void };
  /** The person as whom it is shown; null = nobody may be shown. */
  sample: ContactView | null;
}

const Preview = ({ template, form: { bindings, setBindings }, sample }: Props) => {
  const t = useT();
  const { can } = useCan();
  // The API sends a code with each call: it is of no contact.
  const person = carriesCode(template) ? null : sample;
  const header = template.slots.find(({ component }) => component === 'header');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <TemplatePhone
        template={template}
        bindings={bindings}
        contact={person}
        onHeader={
          header && can.templateManage
            ? (binding) => setBindings({ ...bindings, [header.key]: binding })
            : undefined
        }
      />
      {person ? (
        <Typography variant="pi" textColor="neutral600" textAlign="center">
          {isOpen(template, bindings)
            ? t('templates.preview.open')
            : t('templates.preview.as', { name: person.name })}
        </Typography>
      ) : null}
    </Flex>
  );
};

/** Variables, history and use of a template, the phone beside them; the address says which tab is open. */
export const DetailTabs = (props: Props) => {
  const t = useT();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const { template, form, sample } = props;
  const total = template.slots.length;
  const bound = template.slots.filter((slot) => form.bindings[slot.key]).length;
  const tabs = [
    {
      key: 'variables',
      label: carriesCode(template)
        ? t('templates.variables.codeTitle')
        : t('templates.variables.title', { bound, total }),
      body: <Variables template={template} {...form} sample={sample} />,
    },
    {
      key: 'languages',
      label: t('templates.tab.languages'),
      body: <Languages id={template.id} />,
    },
    { key: 'history', label: t('templates.tab.history'), body: <History id={template.id} /> },
    { key: 'use', label: t('templates.tab.use'), body: <Uses template={template} /> },
  ];
  return (
    <BesidePreview
      label={t('templates.detail.parts')}
      tabs={tabs}
      tab={hash.slice(1) || 'variables'}
      onTab={(key) => void navigate({ hash: key }, { replace: true })}
      preview={<Preview {...props} />}
    />
  );
};
