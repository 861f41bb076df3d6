import { Box, MenuItem } from '@strapi/design-system';
import { FullMenu } from '../FullMenu';
import { useLocation, useNavigate } from 'react-router-dom';
import { PLUGIN_ID } from '../../pluginId';
import { useCan } from '../permissions';
import { useT } from '../useT';
import { permittedSections } from './links';

/** The links of the second column as one menu above the page, for narrow screens. */
export const PhoneNav = () => {
  const t = useT();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { can } = useCan();
  const links = permittedSections(can).flatMap((section) => section.links);
  const current = links.find(({ to, also = [] }) =>
    [to, ...also].some((path) => pathname.startsWith(`/plugins/${PLUGIN_ID}/${path}`))
  );
  return (
    <Box
      tag="nav"
      aria-label={t('shell.menu.label')}
      paddingLeft={4}
      paddingRight={4}
      paddingTop={2}
      paddingBottom={2}
    >
      <FullMenu
        label={current ? t(current.word) : t('shell.menu.label')}
        variant="tertiary"
        size="S"
      >
        {links.map((link) => (
          <MenuItem key={link.to} onSelect={() => navigate(`/plugins/${PLUGIN_ID}/${link.to}`)}>
            {t(link.word)}
          </MenuItem>
        ))}
      </FullMenu>
    </Box>
  );
};
