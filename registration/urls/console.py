"""Addresses under /console/ that belong to `registration`."""

from django.urls import URLPattern, path, re_path

from registration.views.console import badges, categories, delegates, exports, invitations, state_letters

STEP = r"(?P<conference>[-\w]+)/delegates/(?P<code>[0-9A-Z]+)/(?P<step>confirm|decline|cancel|restore)/$"

urlpatterns: list[URLPattern] = [
    path("<slug:conference>/delegates/", delegates.delegates, name="console_delegates"),
    path("<slug:conference>/delegates/new/", delegates.new_delegate, name="console_delegate_new"),
    path("<slug:conference>/delegates/export/", exports.export, name="console_delegates_export"),
    path("<slug:conference>/delegates/decide/", delegates.decide_many, name="console_delegates_decide"),
    path("<slug:conference>/delegates/letters/", state_letters.letters, name="console_delegates_letters"),
    path("<slug:conference>/delegates/<str:code>/", delegates.delegate, name="console_delegate"),
    path(
        "<slug:conference>/delegates/<str:code>/correct/", delegates.correct_delegate, name="console_delegate_correct"
    ),
    path("<slug:conference>/delegates/<str:code>/letter/", delegates.letter_again, name="console_delegate_letter"),
    path("<slug:conference>/delegates/<str:code>/badge/", badges.one_badge, name="console_delegate_badge"),
    path("<slug:conference>/delegates/<str:code>/new-code/", delegates.reissue_code, name="console_delegate_reissue"),
    re_path(rf"^{STEP}", delegates.step_delegate, name="console_delegate_step"),
    path("<slug:conference>/badges/", badges.badges, name="console_badges"),
    path("<slug:conference>/programme/<str:code>/invited/", invitations.invitations, name="console_invitations"),
    path(
        "<slug:conference>/programme/<str:code>/invited/<int:key>/remove/",
        invitations.drop_invitation,
        name="console_invitation_remove",
    ),
    path("<slug:conference>/setup/categories/", categories.categories, name="console_setup_categories"),
    path("<slug:conference>/setup/categories/<str:code>/", categories.edit_category, name="console_setup_category"),
    path(
        "<slug:conference>/setup/categories/<str:code>/remove/",
        categories.drop_category,
        name="console_setup_category_remove",
    ),
    path("<slug:conference>/setup/categories/<str:category>/move-up/", delegates.move_up, name="console_move_up"),
    path("<slug:conference>/setup/quotas/new/", categories.new_quota, name="console_setup_quota_new"),
    path("<slug:conference>/setup/quotas/<int:key>/", categories.edit_quota, name="console_setup_quota"),
    path("<slug:conference>/setup/quotas/<int:key>/remove/", categories.drop_quota, name="console_setup_quota_remove"),
]
