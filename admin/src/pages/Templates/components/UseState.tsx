import { Typography } from '@strapi/design-system';
import { campaignState } from '../../../../../server/src/contracts/campaigns';
import type { TemplateUse } from '../../../../../server/src/contracts/template-draft';
import { StatusWord } from '../../../shared/StatusWord';
import { useKnownWord } from '../../../shared/useKnownWord';

/** The state of what sends a template, in its own words. */
export const UseState = ({ use }: { use: TemplateUse }) => {
  const known = useKnownWord();
  const state = campaignState.safeParse(use.state);
  if (use.kind === 'campaign' && state.success)
    return <StatusWord of="campaign" state={state.data} />;
  return (
    <Typography textColor="neutral800">
      {known('templates.use.bot', use.state) ?? use.state}
    </Typography>
  );
};
