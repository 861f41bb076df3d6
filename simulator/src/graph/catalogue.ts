/** Title, usual HTTP status and default details of each code the simulator can answer with. */
export type CatalogueEntry = { title: string; status: number; details: string };

const entry = (title: string, status = 400, details = ''): CatalogueEntry => ({
  title,
  status,
  details,
});

export const CATALOGUE: Readonly<Record<number, CatalogueEntry>> = {
  0: entry('AuthException', 401),
  1: entry('An unknown error occurred', 400),
  2: entry('Service temporarily unavailable', 503),
  3: entry('Application does not have the capability to make this API call.', 500),
  4: entry('Application request limit reached', 400),
  10: entry('Application does not have permission for this action', 403),
  15: entry('This method must be called with an app access_token.'),
  17: entry('User request limit reached'),
  32: entry('Page request limit reached'),
  33: entry('Parameter value is not valid'),
  100: entry('Invalid parameter'),
  190: entry('Access token has expired', 401),
  200: entry('Permissions error', 403),
  368: entry('The action attempted has been deemed abusive or is otherwise disallowed', 403),
  613: entry('Calls to this api have exceeded the rate limit.'),
  2046: entry('Invalid status transition', 400, 'New order status was not correctly transitioned.'),
  2047: entry('Cannot cancel order', 400, "Could not change order status to 'canceled'."),
  2200: entry('Callback verification failed'),
  80007: entry('The WhatsApp Business Account has reached its rate limit.'),
  130429: entry('Rate limit hit', 400, 'Cloud API message throughput has been reached.'),
  130472: entry(
    "User's number is part of an experiment",
    400,
    "Failed to send message because this user's phone number is part of an experiment"
  ),
  130497: entry('Business account is restricted from messaging users in this country.', 403),
  131000: entry('Something went wrong', 500),
  131005: entry('Access denied', 403),
  131008: entry('Required parameter is missing'),
  131009: entry('Parameter value is not valid'),
  131016: entry('Service unavailable', 500),
  131021: entry(
    'Recipient cannot be sender',
    400,
    'Sender and recipient phone number is the same.'
  ),
  131026: entry('Message undeliverable', 400, 'Message Undeliverable.'),
  131030: entry('Recipient phone number not in allowed list'),
  131031: entry('Business Account locked', 403),
  131037: entry('Display name approval is needed before message can be sent'),
  131041: entry('Group unknown'),
  131042: entry(
    'Business eligibility payment issue',
    400,
    'Message failed to send because there were one or more errors related to your payment method.'
  ),
  131045: entry('Incorrect certificate', 500),
  131047: entry(
    'Re-engagement message',
    400,
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.'
  ),
  131048: entry(
    'Spam rate limit hit',
    400,
    'Message failed to send because there are restrictions on how many messages can be sent from this phone number.'
  ),
  131049: entry(
    'This message was not delivered to maintain healthy ecosystem engagement.',
    400,
    'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.'
  ),
  131050: entry(
    'User has stopped marketing messages',
    400,
    'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business'
  ),
  131051: entry('Message type unknown', 400, 'Message type is currently not supported.'),
  131052: entry('Media download error'),
  131053: entry('Media upload error'),
  131056: entry(
    '(Business Account, Consumer Account) pair rate limit hit',
    400,
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.'
  ),
  131055: entry(
    'Method not allowed',
    400,
    'Only marketing templates can be sent with this method.'
  ),
  131057: entry('Account in maintenance mode', 500),
  131059: entry('Invalid cursor'),
  131061: entry('Use the marketing_messages endpoint for templates with a maximum price'),
  131062: entry('BSUID recipients are not supported for this message'),
  131063: entry('Marketing templates are disabled on Cloud API'),
  131064: entry('Messaging limited due to template classification violations'),
  131215: entry(
    'Groups are not available for this phone number',
    400,
    'This phone number is not eligible for the Groups API.'
  ),
  132000: entry('Number of parameters does not match the expected number of params'),
  132001: entry('Template name does not exist in the translation', 404),
  132005: entry('Translated text too long'),
  132007: entry('Template format character policy violated'),
  132008: entry('Parameter format does not match format in the created template'),
  132012: entry('Parameter format does not match format in the created template'),
  132015: entry(
    'Template is paused',
    400,
    'Template is paused due to low quality so it cannot be sent in a template message.'
  ),
  132016: entry(
    'Template is disabled',
    400,
    'Template has been paused too many times due to low quality and is now permanently disabled.'
  ),
  132018: entry('Template parameters validation failed'),
  132068: entry('Flow is blocked'),
  132069: entry('Flow is throttled'),
  133000: entry('Incomplete deregistration', 500),
  133004: entry('Server temporarily unavailable', 503),
  133005: entry('Two step verification PIN mismatch'),
  133006: entry('Phone number re-verification needed'),
  133008: entry('Too many two step verification PIN guesses'),
  133009: entry('Two step verification PIN guessed too fast'),
  133010: entry('Account not registered'),
  133015: entry('Please wait a few minutes before attempting to register this phone number'),
  133016: entry('Account register deregister rate limit exceeded'),
  134011: entry('WhatsApp Payments terms of service has not been accepted'),
  134100: entry(
    'Only marketing messages supported',
    400,
    'Only marketing templates are supported by the Marketing Messages API.'
  ),
  134101: entry('Template is still syncing'),
  134102: entry('Template unavailable for use', 500),
  135000: entry('Generic user error'),
  136024: entry('Request code error'),
  136025: entry('Verify code error'),
  137000: entry(
    'Identity key hash mismatch',
    400,
    "The recipient's identity key hash does not match the one sent with the message."
  ),
  138018: entry(
    'Calling is not enabled',
    400,
    'Calling APIs are not enabled for this phone number.'
  ),
  139100: entry('Failed to block/unblock some users'),
  139101: entry('Block list limit reached'),
  139102: entry('Block list concurrent update'),
  139103: entry('Block list internal error'),
  200005: entry('Template insights are not available yet'),
  200006: entry('Template insights cannot be disabled'),
  200007: entry('Template insights are not enabled'),
};
