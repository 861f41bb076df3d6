import { Flex, LinkButton } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { peopleOf } from '../model';
import type { Wizard } from '../useWizard';
import { Counts, ProblemsButton } from './CheckStep';
import { Running } from './Running';

/** The import itself, and its summary. */
export const ImportStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const operation = wizard.view.import;
  if (!operation) return null;
  if (operation.state !== 'done') return <Running operation={operation} words="imports.running" />;
  const [groupId] = wizard.view.rules.groupIds;
  return (
    <Flex direction="column" alignItems="stretch" gap={5} data-testid="import-done">
      <Notice
        variant="success"
        title={t('imports.done', { n: peopleOf(operation.counters) })}
        titleAs="h2"
      />
      <Counts operation={operation} />
      <Flex gap={2} wrap="wrap">
        <LinkButton tag={Link} to={groupId ? '../groups' : '../contacts'}>
          {t(groupId ? 'imports.toGroups' : 'imports.toContacts')}
        </LinkButton>
        <LinkButton tag={Link} to="../imports/new" variant="secondary">
          {t('imports.another')}
        </LinkButton>
        <ProblemsButton operation={operation} />
      </Flex>
    </Flex>
  );
};
