import { useEffect, useState } from 'react';
import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useLocation, useParams } from 'react-router-dom';
import type { SlotBindings, TemplateView } from '../../../../server/src/contracts/templates';
import { useWhatsappListContactsQuery } from '../../api/contacts';
import { useWhatsappGetTemplateQuery, useWhatsappSaveBindingsMutation } from '../../api/templates';
import { permission, useCan } from '../../shared/permissions';
import { ErrorState } from '../../shared/states';
import { StatusWord } from '../../shared/StatusWord';
import { TemplatePhone } from '../../shared/TemplatePhone';
import { useApiError } from '../../shared/useApiError';
import { Notice } from '../../shared/Notice';
import { useMoments } from '../../shared/useMoments';
import { useT } from '../../shared/useT';
import { VariableField } from '../../shared/VariableField';
import { categoryKey, qualityKey, refusedKey, rejectedKey, sameBindings } from './model';

/** Why it may not be sent now, in words: rejection with Meta's reason, or that the review takes its time. */
const StateNote = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const rejected = template.status === 'REJECTED' ? rejectedKey(template.rejectedReason) : null;
  const refused = refusedKey(template);
  if (!refused) return null;
  const pending = template.status === 'PENDING' || template.status === 'IN_APPEAL';
  return (
    <Notice
      variant={template.status === 'REJECTED' ? 'danger' : pending ? 'default' : 'warning'}
      title={t(refused)}
    >
      {rejected
        ? t(rejected, { reason: template.rejectedReason ?? '' })
        : t(pending ? 'templates.pendingNote' : 'templates.refusedNote')}
    </Notice>
  );
};

const useBindings = (template: TemplateView) => {
  const [bindings, setBindings] = useState<SlotBindings>(template.bindings);
  const [base, setBase] = useState(template.bindings);
  // What came from the server replaces the form only while nothing was typed.
  if (template.bindings !== base) {
    if (sameBindings(bindings, base)) setBindings(template.bindings);
    setBase(template.bindings);
  }
  return { bindings, setBindings, dirty: !sameBindings(bindings, template.bindings) };
};

const SaveBindings = ({
  template,
  bindings,
  dirty,
}: {
  template: TemplateView;
  bindings: SlotBindings;
  dirty: boolean;
}) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [save, { isLoading }] = useWhatsappSaveBindingsMutation();
  const onSave = async () => {
    try {
      await save({ id: template.id, bindings }).unwrap();
      toggleNotification({ type: 'success', message: t('templates.variables.saved') });
    } catch (error) {
      toggleNotification({ type: 'danger', message: explain(error).message });
    }
  };
  return (
    <Button
      disabled={!dirty}
      loading={isLoading}
      onClick={() => void onSave()}
      data-testid="save-bindings"
    >
      {t('templates.variables.save')}
    </Button>
  );
};

type VariablesProps = {
  template: TemplateView;
  bindings: SlotBindings;
  setBindings: (b: SlotBindings) => void;
  sample: React.ComponentProps<typeof VariableField>['sample'];
};

const Variables = ({ template, bindings, setBindings, sample }: VariablesProps) => {
  const t = useT();
  const { can } = useCan();
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === '#variables')
      document.getElementById('variables')?.scrollIntoView?.({ block: 'start' });
  }, [hash]);
  const bound = template.slots.filter((slot) => bindings[slot.key]).length;
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow" padding={6} id="variables">
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography variant="delta" tag="h2">
          {t('templates.variables.title', { bound, total: template.slots.length })}
        </Typography>
        <Typography variant="omega" textColor="neutral600">
          {t(
            template.slots.length === 0 ? 'templates.variables.none' : 'templates.variables.intro'
          )}
        </Typography>
        {template.slots.map((slot) => (
          <VariableField
            key={slot.key}
            slot={slot}
            binding={bindings[slot.key]}
            sample={sample}
            disabled={!can.templateManage}
            onChange={(binding) => setBindings({ ...bindings, [slot.key]: binding })}
          />
        ))}
      </Flex>
    </Box>
  );
};

const Facts = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const moments = useMoments();
  const category = categoryKey(template.category);
  const facts: [string, string][] = [
    ['language', template.language],
    ['category', category ? t(category) : template.category],
    ['quality', t(qualityKey(template.quality))],
    ['synced', template.syncedAt === null ? t('templates.never') : moments.full(template.syncedAt)],
  ];
  return (
    <Flex tag="dl" gap={6} wrap="wrap" margin={0}>
      {facts.map(([key, value]) => (
        <Box key={key}>
          <Typography tag="dt" variant="sigma" textColor="neutral600">
            {t(`templates.column.${key}`)}
          </Typography>
          <Typography tag="dd" variant="omega">
            {value}
          </Typography>
        </Box>
      ))}
    </Flex>
  );
};

const TemplateDetail = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const { can } = useCan();
  const form = useBindings(template);
  const sample =
    useWhatsappListContactsQuery({ limit: 1 }, { skip: !can.contactBrowse }).data?.contacts[0] ??
    null;
  return (
    <Page.Main>
      <Page.Title>{template.name}</Page.Title>
      <Layouts.Header
        title={template.name}
        subtitle={
          <Flex>
            <StatusWord of="template" state={template.status} />
          </Flex>
        }
        navigationAction={<BackButton fallback=".." />}
        primaryAction={
          can.templateManage && template.slots.length > 0 ? (
            <SaveBindings template={template} bindings={form.bindings} dirty={form.dirty} />
          ) : undefined
        }
      />
      <Layouts.Content>
        <Grid.Root gap={6}>
          <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" gap={6}>
            <StateNote template={template} />
            <Facts template={template} />
            <Variables template={template} {...form} sample={sample} />
          </Grid.Item>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch" gap={3}>
            <TemplatePhone template={template} bindings={form.bindings} contact={sample} />
            {sample ? (
              <Typography variant="pi" textColor="neutral600" textAlign="center">
                {t('templates.preview.as', { name: sample.name })}
              </Typography>
            ) : null}
          </Grid.Item>
        </Grid.Root>
      </Layouts.Content>
    </Page.Main>
  );
};

const Loaded = () => {
  const { id } = useParams();
  const query = useWhatsappGetTemplateQuery(Number(id));
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <TemplateDetail key={query.data.id} template={query.data} />;
};

const TemplatePage = () => (
  <Page.Protect permissions={[permission('templateList')]}>
    <Loaded />
  </Page.Protect>
);

export default TemplatePage;
