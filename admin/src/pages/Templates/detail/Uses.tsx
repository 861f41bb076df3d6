import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { TemplateUse } from '../../../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappUsesTemplatesQuery } from '../../../api/templates';
import { useCan } from '../../../shared/permissions';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { UseState } from '../components/UseState';
import { carriesCode, mayOpenUse, placeOfUse } from '../model';
import { TemplateFigures } from './Figures';

/** A link only for who may follow it. */
const Name = ({ use }: { use: TemplateUse }) => {
  const { can } = useCan();
  if (!mayOpenUse(use, can)) return <Typography dir="auto">{use.name}</Typography>;
  return (
    <Link tag={RouterLink} to={placeOfUse(use)}>
      {use.name}
    </Link>
  );
};

/** What sends this template or has sent it; those that would miss it come first. */
export const Uses = ({ template }: { template: TemplateView }) => {
  const { id } = template;
  const t = useT();
  const { can } = useCan();
  const query = useWhatsappUsesTemplatesQuery(id);
  if (query.isLoading) return <RowSkeletons rows={3} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const uses = [...query.data.uses].sort((a, b) => Number(b.needsIt) - Number(a.needsIt));
  if (uses.length === 0)
    return (
      <Flex direction="column" alignItems="stretch" gap={5}>
        {can.campaignFollow ? <TemplateFigures id={id} /> : null}
        <EmptyState
          content={t(carriesCode(template) ? 'templates.apiOnlyNote' : 'templates.uses.empty')}
        />
      </Flex>
    );
  const columns: Column<TemplateUse>[] = [
    {
      key: 'name',
      label: t('templates.column.name'),
      isTitle: true,
      render: (use) => <Name use={use} />,
    },
    {
      key: 'kind',
      label: t('templates.uses.kind'),
      render: (use) => (
        <Typography textColor="neutral800">{t(`templates.uses.${use.kind}`)}</Typography>
      ),
    },
    { key: 'state', label: t('templates.column.status'), render: (use) => <UseState use={use} /> },
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {can.campaignFollow ? <TemplateFigures id={id} /> : null}
      <Typography variant="pi" textColor="neutral600">
        {t('templates.uses.needed', { count: uses.filter((use) => use.needsIt).length })}
      </Typography>
      <ResponsiveTable
        rows={uses}
        columns={columns}
        rowKey={(use) => `${use.kind}.${use.id}`}
        label={t('templates.tab.use')}
        testId="template-use"
      />
    </Flex>
  );
};
