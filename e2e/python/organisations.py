"""People and organisations, as others see them."""

from huggingface_hub.errors import HfHubHTTPError
from steps import alice, anonymous, new_repo, raises, same, step

new_repo("overview")
user = anonymous.get_user_overview("alice")
same([user.username, user.user_type], ["alice", "user"])
assert user.num_models >= 1 and user.avatar_url
same([org.name for org in user.orgs], ["lab"])
step("get_user_overview tells of alice")

lab = anonymous.get_organization_overview("lab")
same([lab.name, lab.num_users], ["lab", 1])
same([member.username for member in anonymous.list_organization_members("lab")], ["alice"])
step("get_organization_overview and list_organization_members tell of the lab")

raises(HfHubHTTPError, lambda: anonymous.get_user_overview("nobody-here"), 404)
raises(HfHubHTTPError, lambda: anonymous.get_organization_overview("nobody-here"), 404)
step("who is not there is not found")

model = new_repo("of-the-lab", owner="lab")
assert model in [found.id for found in anonymous.list_models(author="lab")]
step("the organisation's models are listed")
