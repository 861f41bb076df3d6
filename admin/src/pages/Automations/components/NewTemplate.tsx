import { Box, Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

/** The way to a new template, or to those that are there, for who may go it. */
export const NewTemplate = () => {
  const t = useT();
  const { can } = useCan();
  if (!can.templateList) return null;
  const at = `/plugins/${PLUGIN_ID}/templates`;
  return (
    <Box>
      <Link tag={RouterLink} to={can.templateManage ? `${at}/new` : at}>
        {t(can.templateManage ? 'templates.new' : 'templates.title')}
      </Link>
    </Box>
  );
};
