using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>Arrows that go up are found.</summary>
public sealed class LayersSpecs
{
    [Theory]
    [InlineData("src/Domain/D.csproj", "<ProjectReference Include=\"../Actors/A.csproj\"/>", "src/Actors/A.csproj")]
    [InlineData("src/Messages/M.csproj", "<ProjectReference Include=\"../Domain/D.csproj\"/>", "src/Domain")]
    [InlineData("src/Actors/A.csproj", "<ProjectReference Include=\"..\\Storage\\S.csproj\"/>", "src/Storage")]
    [InlineData("src/Venues/V.csproj", "<ProjectReference Include=\"../Actors/A.csproj\"/>", "src/Actors")]
    [InlineData("src/Storage/S.csproj", "<ProjectReference Include=\"../Hosts/Node/N.csproj\"/>", "src/Hosts")]
    [InlineData("src/Channels/C.csproj", "<ProjectReference Include=\"../Venues/V.csproj\"/>", "src/Venues")]
    [InlineData("src/Math/M.csproj", "<AkkaReference Include=\"Akka\"/>", "actor system")]
    [InlineData("src/Hosts/N/N.csproj", "<ProjectReference Include=\"../../../engine/Akka/Akka.csproj\"/>", "AkkaRef")]
    [InlineData("tests/A.Tests/A.csproj", "<ProjectReference Include=\"../../engine/Akka/Akka.csproj\"/>", "AkkaRef")]
    [InlineData("engine/Akka/Akka.csproj", "<ProjectReference Include=\"../../src/Math/M.csproj\"/>", "src/Math")]
    [InlineData("engine/Akka/Akka.csproj", "<InternalsVisibleTo Include=\"WhaleStack.Node\"/>", "WhaleStack.Node")]
    [InlineData("engine/Akka/Akka.csproj", "<AkkaReference Include=\"Akka.Streams\"/>", "ProjectReference")]
    public void A_reference_against_the_arrows_is_found(string path, string element, string words) =>
        Expect.One(Layers.References(Project(path, element)), 0, words);

    [Theory]
    [InlineData("src/Hosts/Node/N.csproj", "<ProjectReference Include=\"../../Storage/S.csproj\"/>")]
    [InlineData("src/Actors/A.csproj", "<ProjectReference Include=\"../Domain/D.csproj\"/>")]
    [InlineData("src/Storage/S.csproj", "<AkkaReference Include=\"Akka.Persistence\"/>")]
    [InlineData("tests/Actors.Tests/A.csproj", "<ProjectReference Include=\"../../src/Actors/A.csproj\"/>")]
    [InlineData("engine/Akka.Streams/S.csproj", "<ProjectReference Include=\"../Akka/Akka.csproj\"/>")]
    public void A_reference_along_them_is_not(string path, string element) =>
        Assert.Empty(Layers.References(Project(path, element)));

    [Theory]
    [InlineData("src/Domain/A.cs", "using Akka.Actor;", "actor system")]
    [InlineData("src/Math/A.cs", "using WhaleStack.Messages.Units;", "src/Math")]
    [InlineData("src/Messages/A.cs", "using static WhaleStack.Domain.X;", "src/Messages")]
    [InlineData("src/Actors/A.cs", "var v = WhaleStack.Venues.Bybit.Client.New();", "src/Actors")]
    [InlineData("src/Storage/A.cs", "using Node = WhaleStack.Node;", "src/Storage")]
    [InlineData("src/Channels/A.cs", "using WhaleStack.Storage;", "src/Channels")]
    [InlineData("engine/Akka/A.cs", "namespace WhaleStack.Engine;", "engine")]
    public void A_name_of_a_layer_above_is_found(string path, string line, string words) =>
        Expect.One(Layers.Usings(Repository.Of((path, line))), 1, words);

    [Theory]
    [InlineData("src/Domain/A.cs", "using WhaleStack.Messages.Units; // not WhaleStack.Actors")]
    [InlineData("src/Actors/A.cs", "using Akka.Actor; using WhaleStack.Domain.Ports; namespace WhaleStack.Actors.X;")]
    [InlineData("src/Hosts/Node/A.cs", "using WhaleStack.Storage; using Akka.Actor;")]
    [InlineData("tests/Venues.Tests/A.cs", "using WhaleStack.Venues; using WhaleStack.Simulator;")]
    public void A_name_of_a_layer_below_is_not(string path, string line) =>
        Assert.Empty(Layers.Usings(Repository.Of((path, line))));

    private static Repository Project(string path, string element) =>
        Repository.Of((path, $"<Project><ItemGroup>{element}</ItemGroup></Project>"));
}
