import { Badge, Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Clock, ExternalLink, Pencil, Trash } from '@strapi/icons';
import type { OptInFormView } from '../../../../../server/src/contracts/opt-in';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { useT } from '../../../shared/useT';

export type Deed = 'edit' | 'share' | 'versions' | 'delete';

interface Props {
  readonly forms: readonly OptInFormView[];
  readonly onDo: (deed: Deed, form: OptInFormView) => void;
}

const deeds = [
  ['share', ExternalLink],
  ['edit', Pencil],
  ['versions', Clock],
  ['delete', Trash],
] as const;

/** Open; open with a sentence that no longer names the business (it was renamed); or a draft. */
const State = ({ form }: { form: OptInFormView }) => {
  const t = useT();
  if (!form.active) return <Badge>{t('optIn.state.draft')}</Badge>;
  return form.problems.length > 0 ? (
    <Badge backgroundColor="warning100" textColor="warning700">
      {t('optIn.state.check')}
    </Badge>
  ) : (
    <Badge backgroundColor="success100" textColor="success700">
      {t('optIn.state.open')}
    </Badge>
  );
};

export const FormsTable = ({ forms, onDo }: Props) => {
  const t = useT();
  const columns: Column<OptInFormView>[] = [
    {
      key: 'name',
      label: t('optIn.name'),
      isTitle: true,
      render: (form) => (
        <Box>
          <Typography tag="p" fontWeight="bold" dir="auto">
            {form.name}
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t(`optIn.place.${form.place}`)}
          </Typography>
        </Box>
      ),
    },
    { key: 'state', label: t('optIn.state'), render: (form) => <State form={form} /> },
    {
      key: 'category',
      label: t('optIn.category'),
      render: (form) => <Typography>{t(`optIn.category.${form.category}`)}</Typography>,
    },
    {
      key: 'counts',
      label: t('optIn.counts'),
      endsLine: true,
      render: (form) => (
        <Box>
          <Typography tag="p">{t('optIn.confirmed', { count: form.counts.confirmed })}</Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t('optIn.started', { count: form.counts.started })}
          </Typography>
        </Box>
      ),
    },
    {
      key: 'actions',
      label: t('optIn.actions'),
      hideLabel: true,
      render: (form) => (
        <Flex gap={1} justifyContent="flex-end">
          {deeds.map(([deed, Icon]) => (
            <IconButton
              key={deed}
              variant="ghost"
              label={t(`optIn.do.${deed}`, { name: form.name })}
              disabled={deed === 'delete' && form.counts.confirmed > 0}
              onClick={() => onDo(deed, form)}
            >
              <Icon />
            </IconButton>
          ))}
        </Flex>
      ),
    },
  ];
  return (
    <ResponsiveTable
      rows={forms}
      columns={columns}
      rowKey={(form) => form.id}
      label={t('optIn.title')}
      testId="opt-in-row"
    />
  );
};
