namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Tests that start whole processes run one after the other: the machine may be small.</summary>
[CollectionDefinition("processes", DisableParallelization = true)]
public sealed class ProcessCollection : ICollectionFixture<WholeRun>, ICollectionFixture<ShortRun>,
    ICollectionFixture<PostgreSqlServer>
{
}
