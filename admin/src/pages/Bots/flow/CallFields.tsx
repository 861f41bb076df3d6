import { Box, Flex } from '@strapi/design-system';
import { useMay } from '../../../shared/permissions';
import { WhyReadOnly } from '../components/WhyReadOnly';
import { HttpFields } from './HttpFields';
import type { Props } from './StepInputs';

const unchanged = (): void => undefined;

/** The call of another system; to look at only, for who may not decide which data goes where. */
export const CallFields = (props: Props<'http'>) => {
  const mayCall = useMay('outboundConnect');
  if (mayCall) return <HttpFields {...props} />;
  return (
    <>
      <WhyReadOnly word="flows.http.read-only" />
      <Box tag="fieldset" disabled borderWidth="0" padding={0} margin={0} minWidth="0" width="100%">
        <Flex direction="column" alignItems="stretch" gap={4}>
          <HttpFields {...props} onChange={unchanged} />
        </Flex>
      </Box>
    </>
  );
};
