/** The part of GitHub's public schema that deals with the reactions of an issue (https://docs.github.com/graphql/reference). */
import { buildSchema } from 'graphql';

export const schema = buildSchema(/* GraphQL */ `
  scalar URI

  enum ReactionContent {
    THUMBS_UP
    THUMBS_DOWN
    LAUGH
    HOORAY
    CONFUSED
    HEART
    ROCKET
    EYES
  }

  interface Node {
    id: ID!
  }

  type ReactorConnection {
    totalCount: Int!
  }

  type ReactionGroup {
    content: ReactionContent!
    reactors(first: Int, last: Int): ReactorConnection!
    viewerHasReacted: Boolean!
  }

  interface Reactable {
    id: ID!
    reactionGroups: [ReactionGroup!]
    viewerCanReact: Boolean!
  }

  type Issue implements Node & Reactable {
    id: ID!
    number: Int!
    title: String!
    bodyText: String!
    url: URI!
    reactionGroups: [ReactionGroup!]
    viewerCanReact: Boolean!
  }

  type Repository {
    nameWithOwner: String!
    issue(number: Int!): Issue
  }

  type Query {
    repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
    node(id: ID!): Node
  }

  input AddReactionInput {
    clientMutationId: String
    content: ReactionContent!
    subjectId: ID!
  }

  input RemoveReactionInput {
    clientMutationId: String
    content: ReactionContent!
    subjectId: ID!
  }

  type Reaction {
    content: ReactionContent!
  }

  type AddReactionPayload {
    clientMutationId: String
    reaction: Reaction
    reactionGroups: [ReactionGroup!]
    subject: Reactable
  }

  type RemoveReactionPayload {
    clientMutationId: String
    reaction: Reaction
    reactionGroups: [ReactionGroup!]
    subject: Reactable
  }

  type Mutation {
    addReaction(input: AddReactionInput!): AddReactionPayload
    removeReaction(input: RemoveReactionInput!): RemoveReactionPayload
  }
`);
