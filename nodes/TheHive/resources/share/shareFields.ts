/** At most ten fields: what an analyst reads first. */
export const SIMPLE_SHARE = ['_id', 'caseId', 'organisationName', 'profileName', 'owner', 'taskRule', 'observableRule', '_createdAt'] as const;
