import { Link } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { PLUGIN_ID } from '../pluginId';
import { useT } from './useT';

const CATEGORY_GUIDE = `/plugins/${PLUGIN_ID}/templates/categories`;

/** In a tab of its own: a form keeps what was typed. */
const ownTab = {
  target: '_blank',
  rel: 'noopener',
  endIcon: <ExternalLink aria-hidden />,
} as const;

/** Leads to the guide about the three categories. */
export const CategoryGuideLink = ({ inForm = false }: { readonly inForm?: boolean }) => {
  const t = useT();
  return (
    <Link tag={RouterLink} to={CATEGORY_GUIDE} {...(inForm ? ownTab : {})}>
      {t('category-guide.link')}
    </Link>
  );
};
